#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// Of a person's name, such as "KÖ": the first capital letter of each part, or its first letter; nothing where
// there is none.
std::string Initials(absl::string_view given_name, absl::string_view family_name);

}  // namespace nanolearn
