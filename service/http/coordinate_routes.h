#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// A coordinator's pages, below /coordinate. `operations` outlives the router.
void AddCoordinate(Router& router, Operations& operations);

}  // namespace nanolearn::http
