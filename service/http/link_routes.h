#pragma once

#include <memory>

#include "service/http/router.h"
#include "service/http/web.h"

namespace nanolearn::http {

// The start, where a code is typed; asking for a link by mail; the accessibility statement; and what browsers
// are told when there is nothing at an address.
void AddLinks(Router& router, std::shared_ptr<Web> web);

}  // namespace nanolearn::http
