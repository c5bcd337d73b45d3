#include "service/domain/errors/sign_in.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

absl::Status SignInLinkNotFound() {
  return MakeError(absl::StatusCode::kNotFound,
                   "this link does not sign anybody in: it is used, too old or not whole; ask for a new one",
                   {.reason = "SIGN_IN_LINK_NOT_FOUND"});
}

absl::Status IdentityProviderRequired(absl::string_view organisation) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "people of this organisation sign in by its identity provider alone; links in mails do not sign in",
                   {.reason = "IDENTITY_PROVIDER_REQUIRED", .metadata = {{"organisation", std::string(organisation)}}});
}

absl::Status NotSignedIn() {
  return MakeError(absl::StatusCode::kUnauthenticated, "nobody is signed in here; ask for a link to sign in",
                   {.reason = "NOT_SIGNED_IN"});
}

absl::Status AccessGrantNotFound(absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound, absl::StrCat("there is no access grant '", name, "'"),
                   {.reason = "ACCESS_GRANT_NOT_FOUND",
                    .resource_type = "nanolearn/accessGrant",
                    .resource_name = std::string(name)});
}

absl::Status IdentityProviderNotFound(absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound, absl::StrCat("there is no identity provider '", name, "'"),
                   {.reason = "IDENTITY_PROVIDER_NOT_FOUND",
                    .resource_type = "nanolearn/identityProvider",
                    .resource_name = std::string(name)});
}

absl::Status IdentityProviderShared(absl::string_view bearer_issuer) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("another organisation takes tokens of '", bearer_issuer,
                                "' for the same audience already; if both are to, whoever runs the installation sets this up with a "
                                "token of the installation, else give this organisation a client of its own"),
                   {.reason = "IDENTITY_PROVIDER_SHARED"});
}

absl::Status IdentityProviderUnavailable() {
  return MakeError(absl::StatusCode::kUnavailable, "the organisation's identity provider cannot be asked; the server's log says why",
                   {.reason = "IDENTITY_PROVIDER_UNAVAILABLE"});
}

absl::Status SignInOver() {
  return MakeError(absl::StatusCode::kFailedPrecondition, "signing in was begun too long ago, or in another browser; begin again",
                   {.reason = "SIGN_IN_OVER"});
}

absl::Status SignInCancelled() {
  return MakeError(absl::StatusCode::kCancelled, "signing in was stopped at the identity provider", {.reason = "SIGN_IN_CANCELLED"});
}

absl::Status SignInFailed() {
  return MakeError(absl::StatusCode::kUnauthenticated, "what the identity provider says cannot be trusted; the server's log says why",
                   {.reason = "SIGN_IN_FAILED"});
}

absl::Status NothingToSignInTo() {
  return MakeError(absl::StatusCode::kPermissionDenied, "there is nothing here for this address to sign in to",
                   {.reason = "NOTHING_TO_SIGN_IN_TO"});
}

}  // namespace nanolearn::errors
