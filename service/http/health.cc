#include "service/http/health.h"

namespace nanolearn::http {

void AddHealth(Router& router) {
  router.Add({.method = "GET", .pattern = "/healthz", .handler = [](const Request&) {
                return Response{.content_type = "text/plain; charset=utf-8",
                                .body = "ok\n",
                                .headers = {{"Cache-Control", "no-store"}}};
              }});
}

}  // namespace nanolearn::http
