#include "service/domain/errors/assignment.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

namespace {

absl::Status About(absl::string_view name, StatusCode code, absl::string_view reason,
                   absl::string_view message) {
  return MakeError(code, message,
                   {.reason = std::string(reason),
                    .resource_type = "nanolearn/assignment",
                    .resource_name = std::string(name)});
}

}  // namespace

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

absl::Status AssignmentClosed(absl::string_view name, Date day, Date close) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the assignment '", name, "' was followed by a new one on ", FormatDate(close),
                   ", and what is done on ", FormatDate(day), " counts for that; record it there"),
      {.reason = "ASSIGNMENT_CLOSED",
       .metadata = {{"date", FormatDate(day)}, {"close_date", FormatDate(close)}},
       .resource_type = "nanolearn/assignment",
       .resource_name = std::string(name)});
}

absl::Status AssignmentCompleted(absl::string_view name, Date day) {
  return About(name, StatusCode::kFailedPrecondition, "ASSIGNMENT_COMPLETED",
               absl::StrCat("the assignment '", name, "' was completed on ", FormatDate(day),
                            "; there is nothing left to decide about it"));
}

absl::Status AssignmentWaived(absl::string_view name, Date last) {
  return About(name, StatusCode::kFailedPrecondition, "ASSIGNMENT_WAIVED",
               absl::StrCat("the assignment '", name, "' is waived until ", FormatDate(last),
                            " already; end that exception first"));
}

absl::Status ExceptionEnded(absl::string_view name) {
  return About(name, StatusCode::kFailedPrecondition, "EXCEPTION_ENDED",
               absl::StrCat("the exception of the assignment '", name, "' has ended already"));
}

absl::Status ExtensionInUse(absl::string_view name, Date given) {
  return About(
      name, StatusCode::kFailedPrecondition, "EXTENSION_IN_USE",
      absl::StrCat("the assignment '", name, "' was extended on ", FormatDate(given),
                   " and has been counted so since; extend it again to the due date that it is to have"));
}

absl::Status NoException(absl::string_view name) {
  return About(name, StatusCode::kNotFound, "EXCEPTION_NOT_FOUND",
               absl::StrCat("the assignment '", name, "' has no such exception that could be ended today"));
}

}  // namespace nanolearn::errors
