#pragma once

#include <cstdint>

#include "absl/status/status.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / KEY_NOT_HERE: the server that was asked has only `keys` of them in its file.
absl::Status KeyNotHere(int number, int keys);
// FAILED_PRECONDITION / KEY_IS_OLDER: keys are used in their order.
absl::Status KeyIsOlder(int number, int in_use);
// FAILED_PRECONDITION / KEY_IN_USE: it cannot be retired.
absl::Status KeyInUse(int number);
// FAILED_PRECONDITION / KEY_NOT_USED: it cannot be retired either.
absl::Status KeyNotUsed(int number);
// FAILED_PRECONDITION / KEY_NEEDED: so much is still under it.
absl::Status KeyNeeded(int number, int64_t organisations, int64_t secrets, int64_t file_parts);

}  // namespace nanolearn::errors
