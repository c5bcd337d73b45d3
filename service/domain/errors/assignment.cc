#include "service/domain/errors/assignment.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status AssignmentWithdrawn(absl::string_view name, Date day) {
  return MakeError(StatusCode::kFailedPrecondition,
                   absl::StrCat("the assignment '", name, "' was withdrawn: on ", FormatDate(day),
                                " the person is not in the programme's audience"),
                   {.reason = "ASSIGNMENT_WITHDRAWN",
                    .metadata = {{"date", FormatDate(day)}},
                    .resource_type = "nanolearn/assignment",
                    .resource_name = std::string(name)});
}

absl::Status AssignmentNotOpen(absl::string_view name, Date day, Date open) {
  return MakeError(StatusCode::kFailedPrecondition,
                   absl::StrCat("the assignment '", name, "' opens on ", FormatDate(open),
                                " and cannot be completed on ", FormatDate(day)),
                   {.reason = "ASSIGNMENT_NOT_OPEN",
                    .metadata = {{"date", FormatDate(day)}, {"open_date", FormatDate(open)}},
                    .resource_type = "nanolearn/assignment",
                    .resource_name = std::string(name)});
}

}  // namespace nanolearn::errors
