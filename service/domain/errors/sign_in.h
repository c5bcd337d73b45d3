#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// NOT_FOUND / SIGN_IN_LINK_NOT_FOUND: wrong, used or expired. The same answer for all, so that it tells
// nothing.
absl::Status SignInLinkNotFound();
// UNAUTHENTICATED / NOT_SIGNED_IN: never, not any more, or signed out.
absl::Status NotSignedIn();
// NOT_FOUND / ACCESS_GRANT_NOT_FOUND.
absl::Status AccessGrantNotFound(absl::string_view name);

}  // namespace nanolearn::errors
