#pragma once

#include "service/http/router.h"

namespace nanolearn::http {

// What pages load: /assets/{name}, /sw.js, /favicon.ico, and /robots.txt.
void AddAssets(Router& router);

}  // namespace nanolearn::http
