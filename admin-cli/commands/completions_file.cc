#include "admin-cli/commands/completions_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "admin-cli/errors.h"
#include "admin-cli/instants.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

constexpr absl::string_view kAssignment = "assignment";
constexpr absl::string_view kCompletedAt = "completed_at";
constexpr absl::string_view kRequestId = "request_id";
constexpr absl::string_view kEvidence = "evidence";
constexpr int kNone = -1;

// Where the columns are; kNone: not there.
struct Columns {
  int assignment = kNone;
  int completed_at = kNone;
  int request_id = kNone;
  int evidence = kNone;
};

// A table has at least two columns for ReadTable; a mere list of assignments gets an empty second one.
std::string WithSecondColumn(absl::string_view text) {
  std::string table = absl::StrReplaceAll(text, {{"\r\n", ";\n"}, {"\n", ";\n"}});
  return absl::EndsWith(table, "\n") ? table : table + ";\n";
}

bool IsMereList(absl::string_view text) {
  const absl::string_view first = text.substr(0, text.find('\n'));
  return absl::StripAsciiWhitespace(first) == kAssignment;
}

absl::StatusOr<TableFile> ReadRows(absl::string_view bytes, const std::string& file_name) {
  const TableFormat format{.last_line_may_lack_end = true};
  const absl::StatusOr<DecodedText> text = DecodeText(bytes, format.encoding);
  if (text.ok() && IsMereList(text->view())) {
    return ReadTable(WithSecondColumn(text->view()), format, file_name);
  }
  return ReadTable(bytes, format, file_name);  // says what is wrong with the text, too
}

absl::StatusOr<Columns> FindColumns(const TableFile& table, const std::string& file_name,
                                    std::vector<std::string>& unused) {
  Columns columns;
  for (size_t i = 0; i < table.header.fields.size(); ++i) {
    const std::string& heading = table.header.fields[i];
    int* const place = heading == kAssignment    ? &columns.assignment
                       : heading == kCompletedAt ? &columns.completed_at
                       : heading == kRequestId   ? &columns.request_id
                       : heading == kEvidence    ? &columns.evidence
                                                 : nullptr;
    if (place == nullptr) {
      if (!heading.empty()) unused.push_back(heading);
    } else if (*place != kNone) {
      return InputError(absl::StrCat(file_name, ":1: the column ", heading, " is there twice."));
    } else {
      *place = static_cast<int>(i);
    }
  }
  if (columns.assignment == kNone) {
    return InputError(absl::StrCat(file_name, ":1: the column ", kAssignment,
                                   " is missing; there may also be ", kCompletedAt, " and ", kRequestId,
                                   "."));
  }
  return columns;
}

std::string FieldOf(const TableRow& row, int column) { return column == kNone ? "" : row.fields[column]; }

absl::StatusOr<v1::RecordCompletionRequest> RequestOf(const TableRow& row, const Columns& columns,
                                                      const Names& names, absl::Time now) {
  const std::string assignment = FieldOf(row, columns.assignment);
  if (assignment.empty()) return InputError("The assignment is missing.");
  v1::RecordCompletionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_assignment(), names.Assignment(assignment));
  if (const std::string time = FieldOf(row, columns.completed_at); !time.empty()) {
    ASSIGN_OR_RETURN(const absl::Time instant, ParseDoneTime(time, now));
    *request.mutable_complete_time() = ToTimestamp(instant);
  }
  request.set_evidence(FieldOf(row, columns.evidence));
  request.set_request_id(FieldOf(row, columns.request_id));
  if (request.request_id().empty()) {
    request.set_request_id(absl::StrCat("import-", ShortId(request.assignment())));
  }
  if (request.request_id().size() > limits::kMaxRequestIdBytes) {
    return InputError(absl::StrCat("The request id is longer than ", limits::kMaxRequestIdBytes, " bytes."));
  }
  return request;
}

}  // namespace

void AddProblem(const std::string& file_name, int line, absl::string_view reason, absl::string_view message,
                RowProblems& problems) {
  v1::RowProblem& problem = *problems.Add();
  problem.set_severity(v1::RowProblem::SEVERITY_ERROR);
  problem.set_file(file_name);
  problem.set_line(line);
  problem.set_reason(std::string(reason));
  problem.set_message(std::string(message));
}

void ReadEachRow(const TableFile& table, const std::string& file_name,
                 absl::FunctionRef<absl::Status(const TableRow&)> read, RowProblems& problems) {
  const size_t width = table.header.fields.size();
  for (const TableRow& row : table.rows) {
    if (row.fields.size() != width) {
      AddProblem(file_name, row.line, "WRONG_NUMBER_OF_FIELDS",
                 absl::StrCat("The row has ", row.fields.size(), " fields, the header has ", width, "."),
                 problems);
      continue;
    }
    const absl::Status status = read(row);
    if (!status.ok()) AddProblem(file_name, row.line, "BAD_FIELD", status.message(), problems);
  }
}

absl::StatusOr<CompletionsFile> ReadCompletions(absl::string_view bytes, const std::string& file_name,
                                                const Names& names, absl::Time now) {
  ASSIGN_OR_RETURN(const TableFile table, ReadRows(bytes, file_name));
  CompletionsFile file;
  ASSIGN_OR_RETURN(const Columns columns, FindColumns(table, file_name, file.unused));
  file.rows = table.rows.size();
  const auto read = [&](const TableRow& row) -> absl::Status {
    ASSIGN_OR_RETURN(v1::RecordCompletionRequest request, RequestOf(row, columns, names, now));
    file.good.push_back({row.line, std::move(request)});
    return absl::OkStatus();
  };
  ReadEachRow(table, file_name, read, file.problems);
  return file;
}

}  // namespace nanolearn::cli
