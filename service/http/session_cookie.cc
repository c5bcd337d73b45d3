#include "service/http/session_cookie.h"

#include "service/http/cookie.h"

namespace nanolearn::http {
namespace {

constexpr char kName[] = "nanolearn_session";

}  // namespace

std::string SessionSecretOf(const Request& request, absl::string_view public_url) {
  return CookieOf(request, public_url, kName);
}

void SetSessionCookie(const Request& request, absl::string_view public_url, absl::string_view secret,
                      Response& response) {
  SetCookie(request, public_url, kName, secret, "", response);
}

void ClearSessionCookie(const Request& request, absl::string_view public_url, Response& response) {
  ClearCookie(request, public_url, kName, response);
}

}  // namespace nanolearn::http
