#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

// A file of templates/ or assets/, as it was when the program was built; empty for a name that is none.
absl::string_view FileText(absl::string_view name);

}  // namespace nanolearn::pages
