#pragma once
// Checks what a text says: how much of everything, answers and links.

#include <vector>

#include "service/domain/markdown_rules.h"
#include "service/domain/module_kind.h"
#include "service/domain/module_problems.h"
#include "service/domain/module_text.h"

namespace nanolearn {

void LintText(const TextReading& reading, const ModuleRules& rules, int minutes, FileProblems& problems);

// That every link #id leads to a card of the same text.
void LintCardLinks(const TextReading& reading, const std::vector<LinkUse>& links, FileProblems& problems);

}  // namespace nanolearn
