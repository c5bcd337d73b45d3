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

namespace {

// Of a mail that cannot be sent again.
absl::Status NotAgain(absl::string_view reason, absl::string_view name, absl::string_view why) {
  return MakeError(StatusCode::kFailedPrecondition, absl::StrCat("the mail '", name, "' ", why),
                   {.reason = std::string(reason),
                    .resource_type = "nanolearn/mail",
                    .resource_name = std::string(name)});
}

}  // namespace

absl::Status MailNotFailed(absl::string_view name) {
  return NotAgain("MAIL_NOT_FAILED", name, "has not failed: it waits, was sent or was not needed any more");
}

absl::Status MailNoAddress(absl::string_view name) {
  return NotAgain("MAIL_NO_ADDRESS", name,
                  "cannot be sent: no source has an e-mail address of its person any more");
}

absl::Status MailHasTwin(absl::string_view name) {
  return NotAgain("MAIL_HAS_TWIN", name,
                  "need not be sent: there is another one about the same thing to the address that its person "
                  "has now");
}

absl::Status MailExpired(absl::string_view name) {
  return NotAgain("MAIL_EXPIRED", name,
                  "is too old to be sent: its time has passed, and what is still to be told comes with the "
                  "next mail");
}

}  // namespace nanolearn::errors
