#pragma once

#include <memory>

#include "service/http/router.h"
#include "service/http/web.h"

namespace nanolearn::http {

// Pages below /l/{code}: whoever has the code may. A GET changes nothing; every change is a form that is
// posted and answered by 303 to the page that shows what has become of it.
void AddLessons(Router& router, std::shared_ptr<Web> web);

}  // namespace nanolearn::http
