#include "service/http/page_response.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "service/pages/frame.h"

namespace nanolearn::http {
namespace {

// Nothing from elsewhere, no script in the page, no style but ours, no frame around it. What somebody may
// bring into a page in spite of the templates stays dead.
const std::string& ContentSecurityPolicy() {
  static const auto* const kPolicy =
      new std::string(absl::StrCat("default-src 'none'; style-src ", pages::StyleHash(),
                                   "; script-src 'self'; img-src 'self'; connect-src 'self'; "
                                   "worker-src 'self'; "
                                   "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
  return *kPolicy;
}

}  // namespace

void AddPageHeaders(absl::string_view cache_control, Response& response) {
  Pairs& headers = response.headers;
  headers.push_back({"Content-Security-Policy", ContentSecurityPolicy()});
  headers.push_back({"Cache-Control", std::string(cache_control)});
  // The code of a lesson is in its address.
  headers.push_back({"Referrer-Policy", "no-referrer"});
  headers.push_back({"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"});
  headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  headers.push_back({"X-Frame-Options", "DENY"});
}

Response PageResponse(int status, std::string html, absl::string_view cache_control) {
  Response response{.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html)};
  AddPageHeaders(cache_control, response);
  if (status == 429) response.headers.push_back({"Retry-After", "60"});
  return response;
}

Response SeeOther(absl::string_view location) {
  Response response{.status = 303};
  AddPageHeaders(kNoStore, response);
  response.headers.push_back({"Location", std::string(location)});
  return response;
}

}  // namespace nanolearn::http
