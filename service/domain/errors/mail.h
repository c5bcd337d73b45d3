#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/error.h"

namespace nanolearn::errors {

// INVALID_ARGUMENT / BAD_MAIL_TEMPLATE with a violation for each problem.
absl::Status BadMailTemplate(const std::vector<FieldViolation>& problems);
// FAILED_PRECONDITION / MAIL_NOT_FAILED: it waits, was sent or was dropped.
absl::Status MailNotFailed(absl::string_view name);
// FAILED_PRECONDITION / MAIL_NO_ADDRESS: its person has none any more.
absl::Status MailNoAddress(absl::string_view name);
// FAILED_PRECONDITION / MAIL_HAS_TWIN: another one about the same thing is to the person's address.
absl::Status MailHasTwin(absl::string_view name);
// FAILED_PRECONDITION / MAIL_EXPIRED: what it says holds no more.
absl::Status MailExpired(absl::string_view name);

}  // namespace nanolearn::errors
