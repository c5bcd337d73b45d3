#include "admin-cli/commands/people_mapping.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/file_start.h"
#include "admin-cli/commands/mapping_file.h"
#include "admin-cli/context.h"
#include "admin-cli/files.h"
#include "admin-cli/row_problems.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/source_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::CheckMappingResponse;
using v1::MappedRow;
using v1::SourceService;

constexpr size_t kMaxBytes = 3 << 20;

std::vector<Record> FieldRecords(const MappedRow& row) {
  std::vector<Record> records;
  for (const v1::MappedField& field : row.fields()) {
    records.push_back({{{"field", field.field()},
                        {"column", Optional(field.column())},
                        {"value", Optional(field.value())}}});
  }
  return records;
}

Value RowRecords(const CheckMappingResponse& response) {
  std::vector<Record> records;
  for (const MappedRow& row : response.rows()) {
    records.push_back({{{"line", row.line()}, {"usable", row.usable()}, {"fields", FieldRecords(row)}}});
  }
  return records;
}

const ColumnsOf<CheckMappingResponse>& JsonColumns() {
  using R = CheckMappingResponse;
  static const auto* const kColumns =
      new ColumnsOf<R>{{{"rows", ""}, RowRecords},
                       {{"unused_columns", ""}, [](const R& r) { return ListOf(r.unused_columns()); }},
                       {{"problems", ""}, [](const R& r) { return RecordsOf(r.problems()); }}};
  return *kColumns;
}

// A field of a row: what a person reads has a line for each.
struct FieldLine {
  int line = 0;
  bool is_first = false;
  v1::MappedField field;
};

std::vector<FieldLine> LinesOf(const CheckMappingResponse& response) {
  std::vector<FieldLine> lines;
  for (const MappedRow& row : response.rows()) {
    bool is_first = true;
    for (const v1::MappedField& field : row.fields()) {
      lines.push_back({row.line(), is_first, field});
      is_first = false;
    }
    if (row.fields().empty()) {
      lines.push_back({row.line(), true, {}});
      lines.back().field.set_value("cannot be used, see below");
    }
  }
  return lines;
}

const ColumnsOf<FieldLine>& LineColumns() {
  static const auto* const kColumns = new ColumnsOf<FieldLine>{
      {{"line", "Line", Type::kNumber, Shown::kNotInTable}, [](const FieldLine& l) { return l.line; }},
      {{"line", "Line", Type::kWhole, Shown::kInTable},
       [](const FieldLine& l) { return l.is_first ? absl::StrCat(l.line) : std::string(" "); }},
      {{"field", "Field", Type::kWhole}, [](const FieldLine& l) { return Optional(l.field.field()); }},
      {{"column", "Column"}, [](const FieldLine& l) { return Optional(l.field.column()); }},
      {{"value", "Is understood as"}, [](const FieldLine& l) { return Optional(l.field.value()); }}};
  return *kColumns;
}

struct CheckOptions {
  std::string mapping, file;
  int rows = 3;
};

absl::StatusOr<v1::CheckMappingRequest> RequestOf(const CheckOptions& options, const Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CheckMappingRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(*request.mutable_mapping(), ReadMappingFile(options.mapping));
  request.set_mapping_file_name(FileName(options.mapping));
  ASSIGN_OR_RETURN(*request.mutable_content(), ReadFileStart(options.file, kMaxBytes));
  request.set_file_name(FileName(options.file));
  request.set_max_rows(options.rows);
  return request;
}

absl::Status Check(const CheckOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::CheckMappingRequest request, RequestOf(options, context));
  ASSIGN_OR_RETURN(const CheckMappingResponse response,
                   context.client.Call<SourceService>(&SourceService::Stub::CheckMapping, request));
  if (context.config.format == Format::kJson) {
    context.AnswerOne(JsonColumns(), response);
  } else {
    context.AnswerList(LineColumns(), LinesOf(response), "The file has no rows.");
  }
  PrintRowProblems(response.problems(), response.problems_size(), context);
  if (!response.unused_columns().empty()) {
    context.Note(absl::StrCat("Columns that the mapping neither uses nor ignores: ",
                              absl::StrJoin(response.unused_columns(), ", "), "."));
  }
  for (const MappedRow& row : response.rows()) context.rows_left_out |= !row.usable();
  return absl::OkStatus();
}

}  // namespace

void AddPeopleMapping(Noun& people) {
  Noun mapping = people.AddNoun("mapping", "Which column of a staff file is what");
  Verb check = mapping.AddVerb({"check", "Show the first rows of a staff file as they are understood",
                                "people mapping check --mapping personal.toml personal.csv"});
  auto& options = check.Runs(Check);
  check.Option(options.mapping, "--mapping", "FILE", "The mapping (TOML)", Need::kRequired);
  check.Argument(options.file, "FILE", "The staff file (CSV)");
  check.Number(options.rows, "--rows", "So many rows, at most 100; 3 without it");
}

}  // namespace nanolearn::cli
