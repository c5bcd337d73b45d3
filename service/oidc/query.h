#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace nanolearn::oidc {

using Fields = std::vector<std::pair<std::string, std::string>>;

// Everything but letters, digits and - . _ ~ as % and two digits.
std::string Encoded(absl::string_view text);
// "name=value&...", for addresses and forms.
std::string QueryOf(const Fields& fields);

}  // namespace nanolearn::oidc
