// Module folders: `PATH` NUL `CONTENT` NUL and so on.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "service/domain/module_folder.h"
#include "service/domain/unicode.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

bool HasRightAnswer(const Question& question) {
  return std::any_of(question.answers.begin(), question.answers.end(), [](const Answer& answer) { return answer.right; });
}

// What pages may rely on once a folder has no problems.
void RequireGoodText(const ModuleText& text) {
  REQUIRE(!text.title.empty() && text.steps.size() == text.cards.size() + text.questions.size());
  for (const ModuleText::Step& step : text.steps) {
    REQUIRE(step.index >= 0);
    REQUIRE(static_cast<size_t>(step.index) < (step.is_question ? text.questions.size() : text.cards.size()));
  }
  for (const Question& question : text.questions) REQUIRE(HasRightAnswer(question));
  REQUIRE(!FindForbidden(PlainText(text)));
}

FUZZ_TARGET(module) {
  const std::vector<std::string> parts = absl::StrSplit(bytes, '\0');
  ModuleFiles files;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) files[parts[i]] = parts[i + 1];
  const ModuleFolder folder = ReadModuleFolder(files);
  for (const LintProblem& problem : folder.problems) REQUIRE(problem.line >= 1 && !problem.message.empty());
  if (!folder.problems.empty()) return;
  REQUIRE(!folder.content.manifest.languages.empty());
  for (const std::string& language : folder.content.manifest.languages) {
    REQUIRE(folder.content.texts.contains(language));
    RequireGoodText(folder.content.texts.at(language));
  }
}

}  // namespace
}  // namespace nanolearn
