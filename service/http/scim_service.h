#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// SCIM 2.0 (RFC 7643, 7644) below /scim/v2, for directories with a token of a source. `operations` outlives
// the router.
void AddScim(Router& router, Operations& operations);

}  // namespace nanolearn::http
