#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / ASSIGNMENT_WITHDRAWN: its person was not in the audience on `day`.
absl::Status AssignmentWithdrawn(absl::string_view name, Date day);
// FAILED_PRECONDITION / ASSIGNMENT_NOT_OPEN: it opens after `day`.
absl::Status AssignmentNotOpen(absl::string_view name, Date day, Date open);

}  // namespace nanolearn::errors
