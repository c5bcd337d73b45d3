#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// An error about `from`, a field or a file in the server's words, about `to`: "hr.toml:3: ..." ->
// "personal.toml:3: ...". Other errors as they are.
absl::Status WithName(const absl::Status& status, absl::string_view from, absl::string_view to);

}  // namespace nanolearn::cli
