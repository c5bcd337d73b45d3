#include "admin-cli/commands/completions_import.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/types/span.h"
#include "admin-cli/commands/completions_file.h"
#include "admin-cli/files.h"
#include "admin-cli/progress.h"
#include "google/rpc/error_details.pb.h"
#include "nanolearn/v1/completion_service.grpc.pb.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::BatchRecordCompletionsResponse;
using v1::CompletionService;
using v1::RecordCompletionResponse;

constexpr size_t kBatch = 500;
static_assert(kBatch <= limits::kMaxBatchCompletions);

struct Tally {
  int rows = 0;
  int recorded = 0;
  int already_completed = 0;
  RowProblems problems;
};

const ColumnsOf<Tally>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Tally>{
      {{"rows", "Rows"}, [](const Tally& t) { return t.rows; }},
      {{"recorded", "Recorded"}, [](const Tally& t) { return t.recorded; }},
      {{"already_completed", "Already completed"}, [](const Tally& t) { return t.already_completed; }},
      {{"refused", "Left out"}, [](const Tally& t) { return t.problems.size(); }},
      {{"problems", "", Type::kText, Shown::kInData}, [](const Tally& t) { return RecordsOf(t.problems); }}};
  return *kColumns;
}

std::string ReasonOf(const google::rpc::Status& error) {
  google::rpc::ErrorInfo info;
  for (const auto& detail : error.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "REFUSED";
}

void Count(const BatchRecordCompletionsResponse::Result& result, const std::string& file_name, int line,
           Tally& tally) {
  if (result.has_error()) {
    AddProblem(file_name, line, ReasonOf(result.error()), AsSentence(result.error().message()),
               tally.problems);
  } else if (result.response().outcome() == RecordCompletionResponse::OUTCOME_ALREADY_COMPLETED) {
    ++tally.already_completed;
  } else {
    ++tally.recorded;
  }
}

absl::Status SendBatch(absl::Span<const CompletionRow> rows, const std::string& parent,
                       const std::string& file_name, Context& context, Tally& tally) {
  v1::BatchRecordCompletionsRequest request;
  request.set_parent(parent);
  for (const CompletionRow& row : rows) *request.add_requests() = row.request;
  ASSIGN_OR_RETURN(
      const BatchRecordCompletionsResponse response,
      context.client.Call<CompletionService>(&CompletionService::Stub::BatchRecordCompletions, request));
  if (response.results_size() != static_cast<int>(rows.size())) {
    return UnexpectedError("The server did not answer for every row.");
  }
  for (size_t i = 0; i < rows.size(); ++i) Count(response.results(i), file_name, rows[i].line, tally);
  return absl::OkStatus();
}

absl::Status SendAll(const CompletionsFile& file, const std::string& parent, const std::string& file_name,
                     Context& context, Tally& tally) {
  Progress progress(context.err, context.environment, "Recording completions", file.good.size());
  const absl::Span<const CompletionRow> rows = file.good;
  for (size_t sent = 0; sent < rows.size(); sent += kBatch) {
    RETURN_IF_ERROR(SendBatch(rows.subspan(sent, kBatch), parent, file_name, context, tally));
    progress.Set(sent + kBatch);
  }
  return absl::OkStatus();
}

void Report(Tally& tally, Context& context) {
  std::stable_sort(tally.problems.begin(), tally.problems.end(),
                   [](const v1::RowProblem& a, const v1::RowProblem& b) { return a.line() < b.line(); });
  context.AnswerOne(Columns(), tally);
  PrintRowProblems(tally.problems, tally.problems.size(), context);
}

}  // namespace

absl::Status ImportCompletions(const ImportOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.file, limits::kMaxUploadBytes));
  const std::string name = FileName(options.file);
  ASSIGN_OR_RETURN(const CompletionsFile file, ReadCompletions(bytes, name, names, absl::Now()));
  if (!file.unused.empty()) {
    context.Note(absl::StrCat("Columns left alone: ", absl::StrJoin(file.unused, ", "), "."));
  }
  Tally tally{.rows = file.rows, .problems = file.problems};
  const absl::Status status = SendAll(file, names.parent(), name, context, tally);
  Report(tally, context);
  if (!status.ok()) {
    context.Note("Not all rows were sent. Import the file again: what is recorded stays as it is.");
    return status;
  }
  if (tally.problems.size() == tally.rows) return InputError("No row could be used.");
  context.rows_left_out = !tally.problems.empty();
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
