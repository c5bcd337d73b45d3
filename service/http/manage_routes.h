#pragma once

#include "service/app/operations.h"
#include "service/http/router.h"

namespace nanolearn::http {

// A manager's pages, below /manage. `operations` outlives the router.
void AddManage(Router& router, Operations& operations);

}  // namespace nanolearn::http
