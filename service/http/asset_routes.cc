#include "service/http/asset_routes.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/http/page_response.h"
#include "service/pages/files.h"
#include "service/pages/frame.h"

namespace nanolearn::http {
namespace {

constexpr char kJavaScript[] = "text/javascript; charset=utf-8";
constexpr char kKeptLong[] = "public, max-age=31536000, immutable";
constexpr char kKeptShort[] = "public, max-age=3600";

Response File(absl::string_view name, const char* content_type, absl::string_view cache_control) {
  Response response{.content_type = content_type, .body = std::string(pages::FileText(name))};
  AddPageHeaders(cache_control, response);
  return response;
}

// By its address with ?v= a file never changes; without, or with that of another program, it may.
Response Asset(const Request& request) {
  const std::string& name = request.parameters[0];
  if (name != "lesson.js" && name != "preview.js") return PlainText(404, "There is nothing at this address.");
  const bool is_exact = absl::EndsWith(pages::AssetAddress(name), absl::StrCat("?v=", request.Query("v")));
  return File(name, kJavaScript, is_exact ? kKeptLong : kKeptShort);
}

}  // namespace

void AddAssets(Router& router) {
  router.Add({.method = "GET", .pattern = "/assets/{name}", .handler = Asset});
  // Browsers ask for a new one whenever they think of it.
  router.Add({.method = "GET", .pattern = "/sw.js", .handler = [](const Request&) {
                return File("sw.js", kJavaScript, "no-cache");
              }});
  router.Add({.method = "GET", .pattern = "/favicon.ico", .handler = [](const Request&) {
                return File("favicon.svg", "image/svg+xml; charset=utf-8", "public, max-age=86400");
              }});
  router.Add({.method = "GET", .pattern = "/robots.txt", .handler = [](const Request&) {
                return File("robots.txt", "text/plain; charset=utf-8", "public, max-age=86400");
              }});
}

}  // namespace nanolearn::http
