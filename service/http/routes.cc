#include "service/http/routes.h"

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "service/http/asset_routes.h"
#include "service/http/coordinate_routes.h"
#include "service/http/health.h"
#include "service/http/kiosk_routes.h"
#include "service/http/lesson_routes.h"
#include "service/http/link_routes.h"
#include "service/http/manage_routes.h"
#include "service/http/oidc_routes.h"
#include "service/http/scim_service.h"
#include "service/http/sign_in_routes.h"
#include "service/http/web.h"

namespace nanolearn::http {

namespace {

// Whoever has been here by TLS is not led astray by somebody between without it. Nor at names below ours, unless ours is a whole domain
// ("alvnas.se"): what else is below that is not ours to say, and browsers remember it for a year.
std::string TransportSecurity(absl::string_view public_url) {
  const absl::string_view host = public_url.substr(0, public_url.find('/', sizeof("https://") - 1));
  const bool is_below_a_domain = std::count(host.begin(), host.end(), '.') >= 2;
  return is_below_a_domain ? "max-age=31536000; includeSubDomains" : "max-age=31536000";
}

}  // namespace

Router AllRoutes(Operations& operations, const std::atomic<bool>& is_draining) {
  Router router;
  // With the wrong keys links and cookies would pass for wrong.
  router.SetCheck([&keys = operations.env.keys] { return keys.Check().ok(); });
  const std::string& public_url = operations.env.public_url;
  if (absl::StartsWith(public_url, "https://")) {
    router.AddHeader("Strict-Transport-Security", TransportSecurity(public_url));
  }
  AddHealth(router, is_draining);
  AddScim(router, operations);
  AddAssets(router);
  const auto web = std::make_shared<Web>(operations);
  AddLessons(router, web);
  AddKiosk(router, web);
  AddLinks(router, web);
  AddOidcSignIn(router, operations);
  AddSignIn(router, operations);
  AddManage(router, operations);
  AddCoordinate(router, operations);
  return router;
}

}  // namespace nanolearn::http
