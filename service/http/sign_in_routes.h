#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// Signing in by a link in a mail, signing out, and the language of whoever is signed in: /sign-in, /sign-out,
// /language. `operations` outlives the router.
void AddSignIn(Router& router, Operations& operations);

}  // namespace nanolearn::http
