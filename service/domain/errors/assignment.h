#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / ASSIGNMENT_WITHDRAWN: its person was not in the audience on `day`.
absl::Status AssignmentWithdrawn(absl::string_view name, Date day);
// FAILED_PRECONDITION / ASSIGNMENT_NOT_OPEN: it opens after `day`.
absl::Status AssignmentNotOpen(absl::string_view name, Date day, Date open);
// FAILED_PRECONDITION / ASSIGNMENT_CLOSED: a later cycle has stood in its place since `close`.
absl::Status AssignmentClosed(absl::string_view name, Date day, Date close);
// FAILED_PRECONDITION / ASSIGNMENT_COMPLETED: nothing can be decided about it any more.
absl::Status AssignmentCompleted(absl::string_view name, Date day);
// FAILED_PRECONDITION / ASSIGNMENT_WAIVED: it is waived until `last` already.
absl::Status AssignmentWaived(absl::string_view name, Date last);
// FAILED_PRECONDITION / EXCEPTION_ENDED, EXTENSION_IN_USE; NOT_FOUND / EXCEPTION_NOT_FOUND.
absl::Status ExceptionEnded(absl::string_view name);
absl::Status ExtensionInUse(absl::string_view name, Date given);
absl::Status NoException(absl::string_view name);

}  // namespace nanolearn::errors
