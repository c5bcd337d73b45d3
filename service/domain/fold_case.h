#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// UTF-8 with every letter in lower case, for comparing without regard to case. What is not UTF-8 stays.
std::string FoldCase(absl::string_view text);

// At most `bytes` of the text, cut between two characters.
std::string FirstBytes(absl::string_view text, size_t bytes);

}  // namespace nanolearn
