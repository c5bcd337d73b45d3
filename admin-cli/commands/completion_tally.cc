#include "admin-cli/commands/completion_tally.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/completions_file.h"
#include "admin-cli/errors.h"
#include "google/rpc/error_details.pb.h"

namespace nanolearn::cli {
namespace {

using v1::RecordCompletionResponse;

const ColumnsOf<CompletionTally>& Columns() {
  using T = CompletionTally;
  static const auto* const kColumns = new ColumnsOf<T>{
      {{"rows", "Rows"}, [](const T& t) { return t.rows; }},
      {{"recorded", "Recorded"}, [](const T& t) { return t.recorded; }},
      {{"already_completed", "Already completed"}, [](const T& t) { return t.already_completed; }},
      {{"duplicates", "Duplicates"}, [](const T& t) { return t.duplicates.size(); }},
      {{"refused", "Left out"}, [](const T& t) { return t.problems.size(); }},
      {{"problems", "", Type::kText, Shown::kInData}, [](const T& t) { return RecordsOf(t.problems); }}};
  return *kColumns;
}

std::string ReasonOf(const google::rpc::Status& error) {
  google::rpc::ErrorInfo info;
  for (const auto& detail : error.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "REFUSED";
}

// Whether the answer is of something that was there before the call.
bool WasThere(const RecordCompletionResponse& response) {
  return response.already_recorded() ||
         response.outcome() == RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED;
}

}  // namespace

void CompletionTally::Add(const v1::BatchRecordCompletionsResponse::Result& result, int line) {
  if (result.has_error()) {
    AddProblem(file_name, line, ReasonOf(result.error()), AsSentence(result.error().message()), problems);
  } else if (result.response().completion().voided()) {
    AddProblem(file_name, line, "COMPLETION_VOIDED",
               "It was recorded before and taken back; with a request_id of its own it is recorded anew.",
               problems);
  } else if (const auto [first, is_first] = lines.emplace(result.response().completion().name(), line);
             !is_first) {
    AddProblem(file_name, line, "DUPLICATE",
               absl::StrCat("The same as line ", first->second, "; it counts once."), duplicates);
    duplicates.rbegin()->set_severity(v1::RowProblem::SEVERITY_WARNING);
  } else if (WasThere(result.response())) {
    ++already_completed;
  } else {
    ++recorded;
  }
}

absl::Status FinishTally(CompletionTally& tally, const absl::Status& status, Context& context) {
  std::stable_sort(tally.problems.begin(), tally.problems.end(),
                   [](const v1::RowProblem& a, const v1::RowProblem& b) { return a.line() < b.line(); });
  // Refused as a whole: there is nothing to count.
  const bool none = tally.recorded == 0 && tally.already_completed == 0 && tally.duplicates.empty() &&
                    tally.problems.empty();
  if (!status.ok() && none) return status;
  context.AnswerOne(Columns(), tally);
  PrintRowProblems(tally.problems, tally.problems.size(), context);
  PrintRowProblems(tally.duplicates, tally.duplicates.size(), context);
  if (!status.ok()) {
    context.Note("Not all rows were sent. Import the file again: what is recorded stays as it is.");
    return status;
  }
  if (tally.problems.size() == tally.rows) return InputError("No row could be used.");
  context.rows_left_out = !tally.problems.empty();
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
