#include "service/http/held_runs.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/csv_lines.h"
#include "service/domain/errors/sync.h"
#include "service/domain/hold_words.h"
#include "service/domain/resource_name.h"
#include "service/domain/shown_file_name.h"
#include "service/http/unit_figures.h"
#include "service/pages/run_words.h"

namespace nanolearn::http {
namespace {

constexpr int kMaxHeldRuns = 50;
constexpr size_t kMaxShownChanges = 20;  // the file has all of them
constexpr size_t kMaxShownUnits = 10;
constexpr size_t kMaxFileRows = 20000;
constexpr size_t kMaxShownProblems = 50;

absl::Status NoSuchRun(const WebUser& user, const std::string& id) {
  return errors::SyncRunNotFound(ResourceName(user.organisation.slug, "syncRuns", id));
}

std::string ReasonText(const HoldReason& hold, const SyncRun& run, const WebUser& user) {
  return user.session.language == "en" ? hold.message : SwedishHoldReason(hold, run);
}

pages::HeldRunItem ItemOf(const SyncRunView& view, const WebUser& user) {
  pages::HeldRunItem item{.id = FormatId(view.run.id), .source = view.source};
  if (!view.run.file_name.empty()) item.file_name = ShownFileName(view.run.file_name);
  item.effective = view.run.effective;
  item.create_time = view.run.create_time;
  for (const HoldReason& hold : view.run.hold_reasons)
    item.reasons.push_back(ReasonText(hold, view.run, user));
  return item;
}

std::string ProblemText(const RowProblem& problem) {
  return absl::StrCat("Line ", problem.line, problem.column.empty() ? "" : ", ", problem.column, ": ",
                      problem.message);
}

// "Bibliotek (5001)".
std::string UnitText(const SyncChangeList& list, const std::string& code) {
  const auto name = list.unit_names.find(code);
  return name == list.unit_names.end() ? code : absl::StrCat(name->second, " (", code, ")");
}

pages::ChangeItem ItemOf(const SyncChangeList& list, const SyncChangeView& change) {
  pages::ChangeItem item{change.kind, change.display_name, UnitText(list, change.unit_code), change.fields};
  for (FieldChange& field : item.fields) {
    if (field.field != "unit") continue;
    for (std::string* code : {&field.before, &field.after}) *code = UnitText(list, *code);
  }
  return item;
}

// Whom the units lose: what is wrong with a list is seen there first. Of changes as they are shown, so that
// it tells of nobody whom these do not tell of.
void AddLeavers(const SyncChangeList& list, pages::CoordinateRun& run) {
  std::map<std::string, int> leavers;
  for (const SyncChangeView& change : list.changes) {
    if (change.kind == SyncChangeKind::kLeave) ++leavers[change.unit_code];
  }
  for (const auto& [code, count] : leavers) run.leavers.push_back({UnitText(list, code), count});
  std::stable_sort(run.leavers.begin(), run.leavers.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  if (run.leavers.size() <= kMaxShownUnits) return;
  run.more_leaver_units = static_cast<int>(run.leavers.size() - kMaxShownUnits);
  run.leavers.resize(kMaxShownUnits);
}

void AddChanges(const SyncChangeList& list, pages::CoordinateRun& run) {
  for (const SyncChangeView& change : list.changes) {
    if (run.changes.size() == kMaxShownChanges) break;
    run.changes.push_back(ItemOf(list, change));
  }
  const bool is_whole = list.next_page_token.empty() && list.changes.size() <= kMaxFileRows;
  const size_t known =
      is_whole ? list.changes.size() : std::max<size_t>(list.changes.size(), run.counts.all_changes());
  run.more_changes = static_cast<int>(known - run.changes.size());
  // The figures of a held list are those of the day on which it came.
  run.are_all_counted = is_whole || run.state != SyncRunState::kHeld;
}

absl::StatusOr<SyncChangeList> ReadChanges(Operations& operations, const Caller& caller,
                                           const std::string& organisation, Id run_id) {
  SyncChangeList all;
  PageRequest page{.size = limits::kMaxPageSize, .token = ""};
  do {
    ASSIGN_OR_RETURN(SyncChangeList list,
                     operations.sync_runs.Changes(caller, organisation, run_id, page, kMaxFileRows + 1));
    all.unit_names = std::move(list.unit_names);
    std::move(list.changes.begin(), list.changes.end(), std::back_inserter(all.changes));
    page.token = list.next_page_token;
  } while (!page.token.empty() && all.changes.size() <= kMaxFileRows);
  return all;
}

std::string FieldsText(const pages::ChangeItem& item, const pages::FigureWords& words) {
  std::vector<std::string> texts;
  for (const FieldChange& field : item.fields) texts.push_back(pages::FieldText(field, words));
  return absl::StrJoin(texts, ", ");
}

}  // namespace

absl::StatusOr<std::vector<pages::HeldRunItem>> GatherHeldRuns(Operations& operations, const WebUser& user) {
  std::vector<pages::HeldRunItem> items;
  const Caller* caller = user.With(Permission::kReadSyncRuns);
  if (!caller) return items;
  const SyncRunListQuery query{
      .organisation = user.organisation.slug, .source = "", .state = SyncRunState::kHeld};
  ASSIGN_OR_RETURN(const SyncRunList list,
                   operations.sync_runs.List(*caller, query, {.size = kMaxHeldRuns, .token = ""}));
  for (const SyncRunView& view : list.runs) items.push_back(ItemOf(view, user));
  return items;
}

absl::StatusOr<pages::CoordinateRun> GatherRun(Operations& operations, const WebUser& user,
                                               const std::string& id) {
  const Caller* caller = user.With(Permission::kReadSyncRuns);
  const std::optional<Id> run_id = ParseId(id);
  if (!caller || !run_id) return NoSuchRun(user, id);
  const std::string& organisation = user.organisation.slug;
  ASSIGN_OR_RETURN(const SyncRunView view, operations.sync_runs.Get(*caller, organisation, *run_id));
  pages::CoordinateRun run{.run = ItemOf(view, user), .state = view.run.state};
  for (const HoldReason& hold : view.run.hold_reasons) {
    const std::string text = ReasonText(hold, view.run, user);
    const bool says_all = text == hold.message || SaysAllInSwedish(hold);
    run.reasons.push_back({text, says_all ? "" : hold.message});
  }
  run.decided_by = view.run.decided_by;
  if (view.run.decide_time != absl::InfinitePast()) run.decide_time = view.run.decide_time;
  run.approvable = view.run.approvable;
  run.can_decide = view.run.state == SyncRunState::kHeld && user.With(Permission::kSyncPeople) != nullptr;
  run.request_id = absl::StrCat("web-", Hex(RandomBytes(12)));
  run.counts = view.run.counts;
  run.problem_count = view.run.problem_count;
  for (const RowProblem& problem : view.run.problems) {
    if (run.problems.size() < kMaxShownProblems) run.problems.push_back(ProblemText(problem));
  }
  run.time_zone = user.organisation.time_zone;
  const auto changes = operations.sync_runs.Changes(
      *caller, organisation, *run_id, {.size = limits::kMaxPageSize, .token = ""}, kMaxFileRows + 1);
  // A held file that cannot be planned any more can still be rejected.
  if (!changes.ok()) return run;
  if (run.state == SyncRunState::kHeld) AddLeavers(*changes, run);
  AddChanges(*changes, run);
  return run;
}

absl::StatusOr<std::string> RunFile(Operations& operations, const WebUser& user, const std::string& id) {
  const Caller* caller = user.With(Permission::kReadSyncRuns);
  const std::optional<Id> run_id = ParseId(id);
  if (!caller || !run_id) return NoSuchRun(user, id);
  ASSIGN_OR_RETURN(const SyncChangeList list,
                   ReadChanges(operations, *caller, user.organisation.slug, *run_id));
  const pages::FigureWords words(user.session.language);
  CsvLines lines(words.language());
  lines.Add({words("namn", "name"), words("ändring", "change"), words("enhet", "unit"),
             words("vad som ändras", "what changes")});
  for (size_t i = 0; i < std::min(list.changes.size(), kMaxFileRows); ++i) {
    const pages::ChangeItem item = ItemOf(list, list.changes[i]);
    lines.Add({lines.Text(pages::ChangedName(item, words)), pages::ChangeWord(item.kind, words),
               lines.Text(item.unit), lines.Text(FieldsText(item, words))});
  }
  if (list.changes.size() > kMaxFileRows) lines.Add({CutOffLine(words)});
  return lines.Take();
}

absl::Status DecideRun(Operations& operations, const WebUser& user, const std::string& id, bool approves,
                       const std::string& request_id) {
  const Caller* caller = user.With(Permission::kSyncPeople);
  const std::optional<Id> run_id = ParseId(id);
  if (!caller || !run_id) return NoSuchRun(user, id);
  const RunDecision decision{user.organisation.slug, *run_id, request_id};
  const auto decided = approves ? operations.sync_runs.Approve(*caller, decision)
                                : operations.sync_runs.Reject(*caller, decision);
  // Somebody was faster: the run's page tells who and how.
  if (DetailsOf(decided.status()).reason == "SYNC_RUN_NOT_HELD") return absl::OkStatus();
  return decided.status();
}

}  // namespace nanolearn::http
