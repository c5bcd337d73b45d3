#pragma once

#include <string>
#include <vector>

#include "service/domain/module_folder.h"

namespace nanolearn::pages {

// What is wrong with a module's folder, for its author. `error`: it could not be read at all; else
// `problems`.
std::string PreviewProblemsPage(const std::string& folder, const std::vector<LintProblem>& problems,
                                const std::string& error = "");

}  // namespace nanolearn::pages
