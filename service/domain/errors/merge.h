#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / ALREADY_MERGED: the person `name` was merged into `into`.
absl::Status AlreadyMerged(absl::string_view name, absl::string_view into);
// FAILED_PRECONDITION / NOT_MERGED.
absl::Status NotMerged(absl::string_view name);

}  // namespace nanolearn::errors
