#include "service/domain/sync_report.h"

#include "absl/strings/str_cat.h"
#include "service/domain/file_failure.h"
#include "service/domain/shown_file_name.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr size_t kIndent = 24;  // of what stands after "One engagement more:"

absl::string_view Outcome(SyncRunState state) {
  switch (state) {
    case SyncRunState::kHeld:
      return "HELD: nothing is changed until somebody approves or rejects it";
    case SyncRunState::kApplied:
      return "APPLIED";
    case SyncRunState::kRejected:
      return "REJECTED: nothing was changed";
    case SyncRunState::kSuperseded:
      return "SUPERSEDED: it was held until a newer list came; nothing was changed";
    case SyncRunState::kReverted:
      return "REVERTED: it was applied and taken back";
  }
  return "";
}

std::string Line(absl::string_view what, absl::string_view value) {
  std::string line = absl::StrCat(what, ":");
  line.append(line.size() < kIndent ? kIndent - line.size() : 1, ' ');
  return absl::StrCat(line, value, "\n");
}

std::string Line(absl::string_view what, int count) { return Line(what, absl::StrCat(count)); }

std::string Counted(const SyncCounts& counts) {
  return absl::StrCat(Line("Rows", counts.rows), Line("Rows used", counts.rows_used()),
                      Line("Rows left out", counts.rows_refused), Line("New people", counts.people_added),
                      Line("Joined", counts.joins), Line("Returned", counts.returns),
                      Line("Left", counts.leaves), Line("Missing but kept", counts.missing),
                      Line("Moved", counts.moves), Line("Changed otherwise", counts.changes),
                      Line("One engagement more", counts.additions), Line("One engagement less", counts.ends),
                      Line("Unchanged", counts.engagements_unchanged));
}

std::string WhatToDo(absl::string_view organisation, const SyncRun& run) {
  const auto command = [&](absl::string_view what, absl::string_view verb) {
    return absl::StrCat("  ", what, "  nanolearn --organisation ", organisation, " people sync ", verb, " ",
                        FormatId(run.id), "\n");
  };
  std::string text = absl::StrCat("\nWhat to do:\n", command("look:   ", "show"));
  if (run.approvable) absl::StrAppend(&text, command("approve:", "approve"));
  absl::StrAppend(&text, command("reject: ", "reject"));
  if (!run.approvable) {
    absl::StrAppend(&text, "  It cannot be approved: correct the file and deliver it again.\n");
  }
  return text;
}

std::string Problems(const SyncRun& run) {
  if (run.problems.empty()) return "";
  std::string text = absl::StrCat("\nRows with something wrong (", run.problem_count, "):\n");
  for (const RowProblem& problem : run.problems) absl::StrAppend(&text, "  ", ProblemLine(problem), "\n");
  const int more = run.problem_count - static_cast<int>(run.problems.size());
  if (more > 0) absl::StrAppend(&text, "  ... and ", more, " more.\n");
  return text;
}

std::string WhatToDoAbout(absl::string_view organisation, absl::string_view source, const absl::Status& why) {
  const std::optional<std::string> later = LaterDayRead(why);
  if (!later) return "Correct what is wrong and deliver the file again.\n";
  return absl::StrCat("Nothing is wrong with the file: a list for ", *later,
                      " has been read already. Files are read again from that day on.\n"
                      "If this one is to hold for its own day all the same, send it by hand:\n  ",
                      ReplayCommand(organisation, source), "\n");
}

}  // namespace

std::string ProblemLine(const RowProblem& problem) {
  const bool is_error = problem.severity == RowProblem::Severity::kError;
  std::string line = absl::StrCat(is_error ? "error " : "warning ", problem.file);
  if (problem.line > 0) absl::StrAppend(&line, ":", problem.line);
  absl::StrAppend(&line, ": ");
  if (!problem.column.empty()) absl::StrAppend(&line, problem.column, ": ");
  if (!problem.found.empty()) absl::StrAppend(&line, problem.found, ": ");
  return OnOneLine(absl::StrCat(line, problem.message));
}

std::string SyncReport(absl::string_view organisation, absl::string_view source, const SyncRun& run) {
  std::string text =
      absl::StrCat(Line("File", ShownFileName(run.file_name)), Line("Organisation", organisation),
                   Line("Source", source), Line("Run", FormatId(run.id)),
                   Line("Effective", FormatDate(run.effective)), Line("Outcome", Outcome(run.state)));
  const bool held = run.state == SyncRunState::kHeld;
  if (!run.hold_reasons.empty())
    absl::StrAppend(&text, held ? "\nWhy it is held:\n" : "\nWhy it was held:\n");
  for (const HoldReason& hold : run.hold_reasons)
    absl::StrAppend(&text, "  - ", OnOneLine(hold.message), "\n");
  if (held) absl::StrAppend(&text, WhatToDo(organisation, run));
  absl::StrAppend(&text, held ? "\nApproving would mean:\n" : "\nCounted:\n", Counted(run.counts));
  for (const SyncConflict& conflict : run.conflicts) {
    absl::StrAppend(&text, "\nTo look at: ", OnOneLine(conflict.message), "\n");
  }
  return text + Problems(run);
}

std::string FailureReport(absl::string_view organisation, absl::string_view source,
                          absl::string_view file_name, const absl::Status& why) {
  return absl::StrCat(Line("File", ShownFileName(file_name)), Line("Organisation", organisation),
                      Line("Source", source), Line("Outcome", "FAILED: nothing was changed"), "\nWhy:\n  ",
                      OnOneLine(why.message()), "\n\n", WhatToDoAbout(organisation, source, why));
}

}  // namespace nanolearn
