#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// The flag by which a person gives a field of the API: "--effective" for "header.effective_date". The field
// itself when there is none.
std::string FlagOf(absl::string_view field);
// "header.effective_date: a date is ..." -> "--effective: a date is ..."; other text as it is.
std::string WithFlag(absl::string_view message);

}  // namespace nanolearn::cli
