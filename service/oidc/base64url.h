#pragma once

#include "absl/strings/string_view.h"

namespace nanolearn::oidc {

// Whether text is base64url as tokens and keys have it (RFC 7515): without padding or anything else between. cjose 0.6 ends the whole program
// over some that is not (its pull request 143), so that nothing else may come to it.
bool IsBase64Url(absl::string_view text);

}  // namespace nanolearn::oidc
