#include "service/domain/errors/sign_in.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

absl::Status SignInLinkNotFound() {
  return MakeError(absl::StatusCode::kNotFound,
                   "this link does not sign anybody in: it is used, too old or not whole; ask for a new one",
                   {.reason = "SIGN_IN_LINK_NOT_FOUND"});
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

}  // namespace nanolearn::errors
