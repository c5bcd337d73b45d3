#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// UNAUTHENTICATED / NO_TOKEN.
absl::Status NoToken();
// UNAUTHENTICATED / BAD_TOKEN, TOKEN_EXPIRED or TOKEN_REVOKED; the last two only to somebody whose secret was
// good once.
absl::Status UnknownToken();
absl::Status ExpiredToken(absl::string_view expired_at);
absl::Status RevokedToken();
// PERMISSION_DENIED / NOT_ALLOWED: the role lacks what the call needs, or the organisation is not the
// token's. The same answer whether the organisation exists or not.
absl::Status RoleNotAllowed(absl::string_view role);
absl::Status OrganisationNotAllowed();
// The same: a token of a directory, which does nothing else, or for a directory another token.
absl::Status DirectoryOnly();
absl::Status NotADirectory();
// PERMISSION_DENIED / OUTSIDE_UNIT: the token has a unit and the call is about something that is not in it.
absl::Status OutsideUnit();
absl::Status NeedsWholeOrganisation();
// PERMISSION_DENIED / OUTSIDE_LINE: a manager by the roster asks for somebody who does not report to them.
absl::Status OutsideLine();

}  // namespace nanolearn::errors
