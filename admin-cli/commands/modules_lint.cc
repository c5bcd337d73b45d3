#include "admin-cli/commands/modules_lint.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/module_source.h"
#include "admin-cli/text.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

const ColumnsOf<LintProblem>& Columns() {
  static const auto* const kColumns = new ColumnsOf<LintProblem>{
      {{"file", "File"}, [](const LintProblem& p) { return p.file; }},
      {{"line", "Line", Type::kNumber}, [](const LintProblem& p) { return p.line; }},
      {{"reason", "Reason"}, [](const LintProblem& p) { return p.reason; }},
      {{"message", "Message"}, [](const LintProblem& p) { return p.message; }}};
  return *kColumns;
}

// FILE:LINE: as compilers write it, so that editors can jump there.
void PrintLines(const std::vector<LintProblem>& problems, Context& context) {
  for (const LintProblem& p : problems) {
    context.out << OneLine(absl::StrCat(p.file, ":", p.line, ": ", p.message)) << "\n";
  }
}

std::string Count(size_t number, absl::string_view one, absl::string_view several) {
  return absl::StrCat(number, " ", number == 1 ? one : several);
}

}  // namespace

absl::Status LintModules(const LintOptions& options, Context& context) {
  std::vector<LintProblem> problems;
  for (const std::string& folder : options.folders) {
    ASSIGN_OR_RETURN(const ModuleFiles files, ReadModuleSource(folder));
    for (LintProblem& problem : ReadModuleFolder(files).problems) {
      problem.file = PathInFolder(folder, problem.file);
      problems.push_back(std::move(problem));
    }
  }
  const bool as_data = context.config.format == Format::kJson || context.config.format == Format::kCsv;
  if (as_data) {
    context.Answer(TableOf(Columns(), problems));
  } else {
    PrintLines(problems, context);
  }
  const std::string modules = Count(options.folders.size(), "module", "modules");
  if (!problems.empty()) {
    return InputError(absl::StrCat(Count(problems.size(), "problem", "problems"), " in ", modules, "."));
  }
  context.Note(absl::StrCat(modules, " checked: no problem."));
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
