#include "admin-cli/row_problems.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/enums.h"
#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {

std::string LineOf(const v1::RowProblem& problem) {
  std::string line = absl::StrCat(absl::AsciiStrToLower(EnumText(problem.severity())), " ", problem.file());
  // Of the file as a whole there is no line.
  if (problem.line() > 0) absl::StrAppend(&line, ":", problem.line());
  absl::StrAppend(&line, ": ");
  if (!problem.column().empty()) absl::StrAppend(&line, problem.column(), ": ");
  if (!problem.found().empty()) absl::StrAppend(&line, problem.found(), ": ");
  return OneLine(absl::StrCat(line, problem.message()));
}

}  // namespace

void PrintRowProblems(const RowProblems& problems, int count, Context& context) {
  for (const v1::RowProblem& problem : problems) context.Note(LineOf(problem));
  if (count > problems.size()) context.Note(absl::StrCat("... and ", count - problems.size(), " more."));
}

std::vector<Record> RecordsOf(const RowProblems& problems) {
  std::vector<Record> records;
  for (const v1::RowProblem& p : problems) {
    records.push_back({{{"severity", EnumText(p.severity())},
                        {"file", p.file()},
                        {"line", p.line()},
                        {"column", Optional(p.column())},
                        {"reason", p.reason()},
                        {"found", Optional(p.found())},
                        {"message", p.message()}}});
  }
  return records;
}

}  // namespace nanolearn::cli
