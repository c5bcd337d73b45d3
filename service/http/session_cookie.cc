#include "service/http/session_cookie.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {
namespace {

// With __Host- a browser takes the cookie from this very host by TLS only: no other host of the domain can
// put another one in its place.
absl::string_view NameOf(bool is_secure) {
  return is_secure ? "__Host-nanolearn_session" : "nanolearn_session";
}

// Lax and not Strict: the links in our mails lead to these pages, and a browser that comes from a webmail
// sends no Strict cookie. A GET changes nothing, and every POST proves where it comes from (csrf.h).
std::string CookieOf(bool is_secure, absl::string_view value, absl::string_view more) {
  return absl::StrCat(NameOf(is_secure), "=", value, "; Path=/; HttpOnly; SameSite=Lax",
                      is_secure ? "; Secure" : "", more);
}

}  // namespace

bool IsSecure(const Request& request, absl::string_view public_url) {
  return request.is_tls || absl::StartsWith(public_url, "https://");
}

std::string SessionSecretOf(const Request& request, absl::string_view public_url) {
  const absl::string_view name = NameOf(IsSecure(request, public_url));
  for (const auto& [key, header] : request.headers) {
    if (!absl::EqualsIgnoreCase(key, "Cookie")) continue;
    for (const absl::string_view part : absl::StrSplit(header, ';')) {
      const std::pair<absl::string_view, absl::string_view> halves =
          absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits('=', 1));
      if (halves.first == name) return std::string(halves.second);
    }
  }
  return "";
}

void SetSessionCookie(const Request& request, absl::string_view public_url, absl::string_view secret,
                      Response& response) {
  response.headers.push_back({"Set-Cookie", CookieOf(IsSecure(request, public_url), secret, "")});
}

void ClearSessionCookie(const Request& request, absl::string_view public_url, Response& response) {
  response.headers.push_back({"Set-Cookie", CookieOf(IsSecure(request, public_url), "", "; Max-Age=0")});
}

}  // namespace nanolearn::http
