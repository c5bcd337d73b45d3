#pragma once

#include "service/domain/module_problems.h"
#include "service/domain/module_text.h"

namespace nanolearn {

// That `other` has what `first` has, in the same order, so that an answer means the same in both.
void LintAgreement(const TextReading& first, const TextReading& other, FileProblems& problems);

}  // namespace nanolearn
