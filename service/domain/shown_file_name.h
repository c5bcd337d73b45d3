#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// A file's name as it is shown: UTF-8 on one line, without what deceives, personnummer masked, at most 120
// characters.
std::string ShownFileName(absl::string_view name);

}  // namespace nanolearn
