#include "service/http/routes.h"

#include <memory>

#include "absl/strings/match.h"
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

Router AllRoutes(Operations& operations) {
  Router router;
  // With the wrong keys links and cookies would pass for wrong.
  router.SetCheck([&keys = operations.env.keys] { return keys.Check().ok(); });
  // Whoever has been here by TLS is not led astray by somebody between without it.
  if (absl::StartsWith(operations.env.public_url, "https://"))
    router.AddHeader("Strict-Transport-Security", "max-age=31536000");
  AddHealth(router);
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
