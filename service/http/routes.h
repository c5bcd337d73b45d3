#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// Everything the server answers over HTTP. `operations` outlives the router.
Router AllRoutes(Operations& operations);

}  // namespace nanolearn::http
