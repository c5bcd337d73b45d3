#pragma once
// Checks the files of a module's folder: names, sizes, encodings and pictures.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/domain/markdown_rules.h"
#include "service/domain/module_folder.h"

namespace nanolearn {

// Names, and how much there is in all.
void LintFileNames(const ModuleFiles& files, std::vector<LintProblem>& problems);

// Whether `file` can be read as text; if not, why is reported.
bool LintTextFile(const std::string& file, absl::string_view bytes, std::vector<LintProblem>& problems);

// That each picture the text shows is in the folder.
void LintPictureUses(const std::string& file, const std::vector<PictureUse>& uses, const ModuleFiles& files,
                     std::vector<LintProblem>& problems);

// That each picture can be shown and is, in at least one text: `used` holds the names the texts use.
void LintPictures(const ModuleFiles& files, const std::set<std::string>& used,
                  std::vector<LintProblem>& problems);

}  // namespace nanolearn
