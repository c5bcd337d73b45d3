#include "service/domain/errors/access.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status NoToken() {
  return MakeError(StatusCode::kUnauthenticated,
                   "the call needs a token: send it as 'authorization: Bearer <secret>'",
                   {.reason = "NO_TOKEN"});
}

absl::Status UnknownToken() {
  return MakeError(StatusCode::kUnauthenticated, "the token is not known here", {.reason = "BAD_TOKEN"});
}

absl::Status ExpiredToken(absl::string_view expired_at) {
  return MakeError(StatusCode::kUnauthenticated,
                   absl::StrCat("the token expired at ", expired_at, "; ask an administrator for a new one"),
                   {.reason = "TOKEN_EXPIRED"});
}

absl::Status RevokedToken() {
  return MakeError(StatusCode::kUnauthenticated, "the token was revoked; ask an administrator for a new one",
                   {.reason = "TOKEN_REVOKED"});
}

absl::Status ExpiredSignIn(absl::string_view expired_at) {
  return MakeError(StatusCode::kUnauthenticated,
                   absl::StrCat("the token expired at ", expired_at, "; sign in again"), {.reason = "TOKEN_EXPIRED"});
}

absl::Status NoAccess() {
  return MakeError(StatusCode::kPermissionDenied,
                   "you have been given nothing here; ask an administrator for an access grant",
                   {.reason = "NOT_ALLOWED"});
}

absl::Status RoleNotAllowed(absl::string_view role) {
  return MakeError(StatusCode::kPermissionDenied,
                   absl::StrCat("a token with the role ", role, " may not do this"),
                   {.reason = "NOT_ALLOWED"});
}

absl::Status OrganisationNotAllowed() {
  return MakeError(StatusCode::kPermissionDenied, "the token is not for this organisation",
                   {.reason = "NOT_ALLOWED"});
}

absl::Status DirectoryOnly() {
  return MakeError(StatusCode::kPermissionDenied,
                   "the token provisions a directory over SCIM and may do nothing else",
                   {.reason = "NOT_ALLOWED"});
}

absl::Status NotADirectory() {
  return MakeError(StatusCode::kPermissionDenied,
                   "the token is not for a directory; make one with nanolearn tokens create --source NAME",
                   {.reason = "NOT_ALLOWED"});
}

absl::Status OutsideUnit() {
  return MakeError(StatusCode::kPermissionDenied, "the token is for one unit, and this is outside it",
                   {.reason = "OUTSIDE_UNIT"});
}

absl::Status NeedsWholeOrganisation() {
  return MakeError(StatusCode::kPermissionDenied,
                   "this concerns the whole organisation, and the token is for one unit of it",
                   {.reason = "OUTSIDE_UNIT"});
}

absl::Status OutsideLine() {
  return MakeError(StatusCode::kPermissionDenied,
                   "this tells of people, and a manager is told only of those who report to them",
                   {.reason = "OUTSIDE_LINE"});
}

absl::Status LastToken() {
  return MakeError(StatusCode::kFailedPrecondition,
                   "this is the last token with which the installation can be managed; create another one first",
                   {.reason = "LAST_TOKEN"});
}

absl::Status TokenIsOver() {
  return MakeError(StatusCode::kFailedPrecondition,
                   "the token has expired or was revoked; create a new one",
                   {.reason = "TOKEN_IS_OVER"});
}

namespace {

int64_t WholeSeconds(absl::Duration wait) {
  return std::max<int64_t>(1, absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1))));
}

absl::Status RateLimited(absl::string_view what, absl::Duration wait) {
  const int64_t seconds = WholeSeconds(wait);
  return MakeError(StatusCode::kResourceExhausted,
                   absl::StrCat(what, "; try again in ", seconds, seconds == 1 ? " second" : " seconds"),
                   {.reason = "RATE_LIMITED", .metadata = {{"retry_after_seconds", absl::StrCat(seconds)}}});
}

}  // namespace

absl::Status TooManyCalls(absl::string_view whose, absl::Duration wait) {
  return RateLimited(absl::StrCat("there were too many calls of ", whose), wait);
}

absl::Status TooManyWrongTokens(absl::Duration wait) {
  return RateLimited("there were too many calls with wrong tokens from this address", wait);
}

}  // namespace nanolearn::errors
