#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// NOT_FOUND / SIGN_IN_LINK_NOT_FOUND: wrong, used or expired. The same answer for all, so that it tells
// nothing.
absl::Status SignInLinkNotFound();
// FAILED_PRECONDITION / IDENTITY_PROVIDER_REQUIRED: a link of an organisation whose people sign in by their identity provider alone.
absl::Status IdentityProviderRequired(absl::string_view organisation);
// UNAUTHENTICATED / NOT_SIGNED_IN: never, not any more, or signed out.
absl::Status NotSignedIn();
// NOT_FOUND / ACCESS_GRANT_NOT_FOUND.
absl::Status AccessGrantNotFound(absl::string_view name);
// NOT_FOUND / IDENTITY_PROVIDER_NOT_FOUND.
absl::Status IdentityProviderNotFound(absl::string_view name);
// FAILED_PRECONDITION / IDENTITY_PROVIDER_SHARED: another organisation takes the same tokens.
absl::Status IdentityProviderShared(absl::string_view bearer_issuer);
// UNAVAILABLE / IDENTITY_PROVIDER_UNAVAILABLE: it cannot be reached, or understood.
absl::Status IdentityProviderUnavailable();
// Signing in by it came to nothing. FAILED_PRECONDITION / SIGN_IN_OVER: begun too long ago, or elsewhere.
absl::Status SignInOver();
// CANCELLED / SIGN_IN_CANCELLED: the provider says no, or somebody has stopped there.
absl::Status SignInCancelled();
// UNAUTHENTICATED / SIGN_IN_FAILED: what the provider says of them cannot be trusted.
absl::Status SignInFailed();
// PERMISSION_DENIED / NOTHING_TO_SIGN_IN_TO.
absl::Status NothingToSignInTo();

}  // namespace nanolearn::errors
