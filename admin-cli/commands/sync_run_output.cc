#include "admin-cli/commands/sync_run_output.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/commands/sync_change_output.h"
#include "admin-cli/enums.h"
#include "admin-cli/output_forms.h"
#include "admin-cli/row_problems.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::SyncChange;
using v1::SyncRun;

constexpr size_t kFewChanges = 20;

Value HoldReasons(const SyncRun& run) {
  std::vector<Record> records;
  for (const v1::HoldReason& reason : run.hold_reasons()) {
    records.push_back({{{"reason", reason.reason()}, {"message", reason.message()}}});
  }
  return records;
}

Value Conflicts(const SyncRun& run) {
  std::vector<Record> records;
  for (const v1::SyncConflict& conflict : run.conflicts()) {
    records.push_back({{{"reason", conflict.reason()},
                        {"people", ShortIds(conflict.people())},
                        {"message", conflict.message()}}});
  }
  return records;
}

bool IsDryRun(const SyncRun& run) { return run.name().empty(); }

Value StateText(const SyncRun& run) {
  const std::string state = ShownText(EnumText(run.state()), Type::kEnum);
  return IsDryRun(run) ? absl::StrCat("would be ", state) : state;
}

// Which run it is and what became of it.
const ColumnsOf<SyncRun>& HistoryColumns() {
  static const auto* const kColumns = new ColumnsOf<SyncRun>{
      {{"run", "Run", Type::kWhole}, [](const SyncRun& r) { return Optional(ShortId(r.name())); }},
      {{"source", "Source"}, [](const SyncRun& r) { return r.source(); }},
      {{"state", "State", Type::kEnum, Shown::kNotInTable},
       [](const SyncRun& r) { return EnumText(r.state()); }},
      {{"state", "State", Type::kText, Shown::kInTable}, StateText},
      {{"origin", "Came by", Type::kEnum}, [](const SyncRun& r) { return EnumText(r.origin()); }},
      {{"file", "File"}, [](const SyncRun& r) { return Optional(r.file_name()); }},
      {{"effective_date", "Effective", Type::kWhole}, [](const SyncRun& r) { return r.effective_date(); }},
      {{"created", "Created", Type::kTime},
       [](const SyncRun& r) { return Instant(r.has_create_time() && !IsDryRun(r), r.create_time()); }},
      {{"decided", "Decided", Type::kTime},
       [](const SyncRun& r) { return Instant(r.has_decide_time() && !IsDryRun(r), r.decide_time()); }},
      {{"decided_by", "Decided by"},
       [](const SyncRun& r) { return IsDryRun(r) ? Value() : Optional(r.decided_by()); }}};
  return *kColumns;
}

const ColumnsOf<SyncRun>& CountColumns() {
  static const auto* const kColumns = new ColumnsOf<SyncRun>{
      {{"rows", "Rows"}, [](const SyncRun& r) { return r.counts().rows(); }},
      {{"rows_used", "Rows used"}, [](const SyncRun& r) { return r.counts().rows_used(); }},
      {{"rows_refused", "Rows left out"}, [](const SyncRun& r) { return r.counts().rows_refused(); }},
      {{"people_added", "New people"}, [](const SyncRun& r) { return r.counts().people_added(); }},
      {{"joined", "Joined"}, [](const SyncRun& r) { return r.counts().joins(); }},
      {{"returned", "Returned"}, [](const SyncRun& r) { return r.counts().returns(); }},
      {{"left", "Left"}, [](const SyncRun& r) { return r.counts().leaves(); }},
      {{"missing", "Missing but kept"}, [](const SyncRun& r) { return r.counts().missing(); }},
      {{"moved", "Moved"}, [](const SyncRun& r) { return r.counts().moves(); }},
      {{"changed", "Changed otherwise"}, [](const SyncRun& r) { return r.counts().changes(); }},
      {{"one_more", "One engagement more"}, [](const SyncRun& r) { return r.counts().additions(); }},
      {{"one_less", "One engagement less"}, [](const SyncRun& r) { return r.counts().ends(); }},
      {{"engagements_added", "Engagements added", Type::kText, Shown::kNotInTable},
       [](const SyncRun& r) { return r.counts().engagements_added(); }},
      {{"engagements_changed", "Engagements changed", Type::kText, Shown::kNotInTable},
       [](const SyncRun& r) { return r.counts().engagements_changed(); }},
      {{"engagements_ended", "Engagements ended", Type::kText, Shown::kNotInTable},
       [](const SyncRun& r) { return r.counts().engagements_ended(); }},
      {{"engagements_unchanged", "Unchanged"},
       [](const SyncRun& r) { return r.counts().engagements_unchanged(); }},
      {{"problem_count", "Problems"}, [](const SyncRun& r) { return r.problem_count(); }}};
  return *kColumns;
}

// For people: without what came to nothing, but for the figures that they look for.
ColumnsOf<SyncRun> WithoutZeros(const SyncRun& run, ColumnsOf<SyncRun> columns) {
  static const auto* const kAlways = new absl::flat_hash_set<std::string>{
      "rows", "rows_used", "people_added", "joined", "left", "engagements_unchanged"};
  std::erase_if(columns, [&run](const ColumnOf<SyncRun>& column) {
    const Value value = column.value(run);
    const auto* number = std::get_if<int64_t>(&value);
    return number != nullptr && *number == 0 && !kAlways->contains(column.column.key);
  });
  return columns;
}

const ColumnsOf<SyncRun>& DataColumns() {
  static const auto* const kColumns = new ColumnsOf<SyncRun>{
      {{"hold_reasons", "", Type::kText, Shown::kInData}, HoldReasons},
      {{"dry_run", "", Type::kText, Shown::kInData}, IsDryRun},
      {{"approvable", "", Type::kText, Shown::kInData}, [](const SyncRun& r) { return r.approvable(); }},
      {{"conflicts", "", Type::kText, Shown::kInData}, Conflicts},
      {{"problems", "", Type::kText, Shown::kInData},
       [](const SyncRun& r) { return RecordsOf(r.problems()); }}};
  return *kColumns;
}

void AnswerChanges(const SyncRun& run, const std::vector<SyncChange>& changes, ChangesShown shown,
                   Context& context) {
  const bool shorten = shown == ChangesShown::kFew && context.config.format == Format::kTable;
  const size_t count = shorten ? std::min(changes.size(), kFewChanges) : changes.size();
  if (count == 0) return;
  if (context.config.format == Format::kTable) context.out << "\n";
  context.Answer(TableOf(ChangeColumns(), std::vector<SyncChange>(changes.begin(), changes.begin() + count)));
  const int more = AllChanges(run.counts()) - static_cast<int>(count);
  if (more <= 0) return;
  const bool all_known = count == changes.size();
  context.Note(absl::StrCat("... and ", more, " more changes", all_known ? "." : "; --changes shows them."));
}

std::string CommandFor(absl::string_view verb, const SyncRun& run) {
  return absl::StrCat("nanolearn people sync ", verb, " ", ShortId(run.name()));
}

}  // namespace

const ColumnsOf<SyncRun>& BriefRunColumns() {
  static const auto* const kColumns = new ColumnsOf<SyncRun>{
      {{"run", "Run", Type::kWhole}, [](const SyncRun& r) { return ShortId(r.name()); }},
      {{"created", "Created", Type::kTime},
       [](const SyncRun& r) { return Instant(r.has_create_time(), r.create_time()); }},
      {{"source", "Source"}, [](const SyncRun& r) { return r.source(); }},
      {{"state", "State", Type::kEnum}, [](const SyncRun& r) { return EnumText(r.state()); }},
      {{"effective_date", "Effective", Type::kWhole}, [](const SyncRun& r) { return r.effective_date(); }},
      {{"file", "File"}, [](const SyncRun& r) { return Optional(r.file_name()); }},
      {{"joined", "Joined", Type::kNumber}, [](const SyncRun& r) { return r.counts().joins(); }},
      {{"returned", "Returned", Type::kNumber}, [](const SyncRun& r) { return r.counts().returns(); }},
      {{"left", "Left", Type::kNumber}, [](const SyncRun& r) { return r.counts().leaves(); }},
      {{"moved", "Moved", Type::kNumber, Shown::kNotInTable},
       [](const SyncRun& r) { return r.counts().moves(); }},
      {{"changed", "Changed", Type::kNumber, Shown::kNotInTable},
       [](const SyncRun& r) { return r.counts().changes(); }},
      {{"decided_by", "Decided by", Type::kText, Shown::kInData},
       [](const SyncRun& r) { return Optional(r.decided_by()); }},
      {{"hold_reasons", "", Type::kText, Shown::kInData}, HoldReasons}};
  return *kColumns;
}

void AnswerRun(const SyncRun& run, const std::vector<SyncChange>& changes, ChangesShown shown,
               Context& context) {
  const Format format = context.config.format;
  const ColumnsOf<SyncRun> counts =
      format == Format::kTable ? WithoutZeros(run, CountColumns()) : CountColumns();
  ColumnsOf<SyncRun> columns = HistoryColumns() + counts + DataColumns();
  if (shown == ChangesShown::kNone) return context.AnswerOne(columns, run);
  if (format == Format::kJson) {
    columns.push_back({{"changes", "", Type::kText, Shown::kInData},
                       [&changes](const SyncRun&) { return ChangeRecords(changes); }});
    return context.AnswerOne(columns, run);
  }
  if (format == Format::kCsv) return context.Answer(TableOf(ChangeColumns(), changes));
  context.AnswerOne(columns, run);
  AnswerChanges(run, changes, shown, context);
}

void PrintHoldReasons(const SyncRun& run, Context& context) {
  if (run.hold_reasons().empty()) return;
  const bool is_held = run.state() == v1::SYNC_RUN_STATE_HELD;
  context.Note(!is_held        ? "It was held:"
               : IsDryRun(run) ? "This would be held until somebody has looked:"
                               : "Held until somebody has looked; nothing was changed:");
  for (const v1::HoldReason& reason : run.hold_reasons()) context.Note(absl::StrCat("  ", reason.message()));
  if (!is_held || IsDryRun(run)) return;
  if (!run.approvable()) {
    context.Note(absl::StrCat("Let it go with ", CommandFor("reject", run), "."));
    return;
  }
  context.Note(absl::StrCat("See it with ", CommandFor("show", run), " --changes."));
  context.Note(absl::StrCat("If it is right: ", CommandFor("approve", run),
                            "; if not: ", CommandFor("reject", run), "."));
}

void PrintRunProblems(const SyncRun& run, Context& context) {
  PrintRowProblems(run.problems(), run.problem_count(), context);
  for (const v1::SyncConflict& conflict : run.conflicts()) {
    context.Note(absl::StrCat("who is who: ", conflict.message()));
  }
}

}  // namespace nanolearn::cli
