#include "service/http/health.h"

namespace nanolearn::http {

void AddHealth(Router& router, const std::atomic<bool>& is_draining) {
  router.Add({.method = "GET", .pattern = "/healthz", .handler = [&is_draining](const Request&) {
                const bool stops = is_draining;
                return Response{.status = stops ? 503 : 200,
                                .content_type = "text/plain; charset=utf-8",
                                .body = stops ? "stopping\n" : "ok\n",
                                .headers = {{"Cache-Control", "no-store"}}};
              }});
}

}  // namespace nanolearn::http
