#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// Signing in by an organisation's identity provider: /sign-in/oidc leads there, /sign-in/oidc/callback takes who comes back. To be added
// before AddSignIn, whose links have the same form. `operations` outlives the router.
void AddOidcSignIn(Router& router, Operations& operations);

}  // namespace nanolearn::http
