#include "service/pages/preview.h"

#include <ctemplate/template_dictionary.h>

#include "absl/strings/str_cat.h"
#include "service/pages/frame.h"

namespace nanolearn::pages {

// In English, as lint and the rest of the command line.
std::string PreviewProblemsPage(const std::string& folder, const std::vector<LintProblem>& problems,
                                const std::string& error) {
  ctemplate::TemplateDictionary page("preview problems");
  const std::string title = problems.size() == 1 ? "1 problem" : absl::StrCat(problems.size(), " problems");
  page.SetValue("TITLE", error.empty() ? title : "The folder cannot be read");
  page.SetValue("FOLDER", folder);
  if (!error.empty()) page.AddSectionDictionary("UNREADABLE")->SetValue("TEXT", error);
  for (const LintProblem& problem : problems) {
    ctemplate::TemplateDictionary* one = page.AddSectionDictionary("PROBLEM");
    one->SetValue("PLACE", absl::StrCat(problem.file, ":", problem.line));
    one->SetValue("MESSAGE", problem.message);
  }
  return InFrame({.language = "en",
                  .title = title,
                  .home = "/preview",
                  .language_switch = {.languages = {}},
                  .has_preview_script = true},
                 Fill("preview_problems.tpl", page));
}

}  // namespace nanolearn::pages
