#pragma once

#include <memory>

#include "service/http/router.h"
#include "service/http/web.h"

namespace nanolearn::http {

// Screens that several people use: six letters lead there, and the screen forgets at once.
void AddKiosk(Router& router, std::shared_ptr<Web> web);

}  // namespace nanolearn::http
