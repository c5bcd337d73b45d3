#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// The address with its domain in lower case; nothing for text that is none. Only what a slip of the pen
// breaks is checked: one @, something on both sides of it, a dot in the domain, no spaces, at most 254 bytes.
std::optional<std::string> NormalizeEmailAddress(absl::string_view text);

}  // namespace nanolearn
