#pragma once

#include "service/http/router.h"

namespace nanolearn::http {

// GET /healthz: 200 for as long as the process answers, 503 while it lacks keys. Needs no token.
void AddHealth(Router& router);

}  // namespace nanolearn::http
