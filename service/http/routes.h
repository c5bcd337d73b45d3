#pragma once

#include <atomic>

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

inline constinit const std::atomic<bool> kDrainsNever = false;

// Everything the server answers over HTTP. All outlive the router.
Router AllRoutes(Operations& operations, const std::atomic<bool>& is_draining = kDrainsNever);

}  // namespace nanolearn::http
