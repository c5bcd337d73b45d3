#include "service/domain/errors/mail.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status BadMailTemplate(const std::vector<FieldViolation>& problems) {
  const FieldViolation& first = problems.front();
  const std::string more = problems.size() == 1 ? "" : absl::StrCat(" (and ", problems.size() - 1, " more)");
  return MakeError(StatusCode::kInvalidArgument,
                   absl::StrCat("the template cannot be used: ", first.field, ": ", first.description, more),
                   {.reason = "BAD_MAIL_TEMPLATE", .violations = problems});
}

absl::Status MailNotFailed(absl::string_view name) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the mail '", name, "' has not failed: it waits, was sent or was not needed any more"),
      {.reason = "MAIL_NOT_FAILED", .resource_type = "nanolearn/mail", .resource_name = std::string(name)});
}

absl::Status MailExpired(absl::string_view name) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the mail '", name,
                   "' is too old to be sent: its time has passed, and what is still to be told comes with "
                   "the next mail"),
      {.reason = "MAIL_EXPIRED", .resource_type = "nanolearn/mail", .resource_name = std::string(name)});
}

}  // namespace nanolearn::errors
