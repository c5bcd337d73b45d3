#pragma once

#include <atomic>

#include "service/http/router.h"

namespace nanolearn::http {

// GET /healthz: 200 for as long as the process answers, 503 while it lacks keys or is about to stop. Needs no token.
void AddHealth(Router& router, const std::atomic<bool>& is_draining);

}  // namespace nanolearn::http
