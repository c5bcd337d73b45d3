#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace nanolearn::errors {

// UNAUTHENTICATED / NO_TOKEN.
absl::Status NoToken();
// UNAUTHENTICATED / BAD_TOKEN, TOKEN_EXPIRED or TOKEN_REVOKED; the last two only to somebody whose secret was
// good once.
absl::Status UnknownToken();
absl::Status ExpiredToken(absl::string_view expired_at);
absl::Status RevokedToken();
// UNAUTHENTICATED / TOKEN_EXPIRED: of an identity provider.
absl::Status ExpiredSignIn(absl::string_view expired_at);
// PERMISSION_DENIED / NOT_ALLOWED: the identity provider says who it is, and nobody has given them anything.
absl::Status NoAccess();
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

// FAILED_PRECONDITION / LAST_TOKEN: without it nobody could manage the installation.
absl::Status LastToken();
// FAILED_PRECONDITION / TOKEN_IS_OVER: it has expired or was revoked, and cannot be rotated.
absl::Status TokenIsOver();
// RESOURCE_EXHAUSTED / RATE_LIMITED, with when to come back. `whose`: "this token".
absl::Status TooManyCalls(absl::string_view whose, absl::Duration wait);
// The same, to an address from which wrong tokens come again and again.
absl::Status TooManyWrongTokens(absl::Duration wait);

}  // namespace nanolearn::errors
