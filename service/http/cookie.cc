#include "service/http/cookie.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {
namespace {

// With __Host- a browser takes the cookie from this very host by TLS only: no other host of the domain can
// put another one in its place.
std::string FullName(absl::string_view name, bool is_secure) { return absl::StrCat(is_secure ? "__Host-" : "", name); }

}  // namespace

bool IsSecure(const Request& request, absl::string_view public_url) {
  return request.is_tls || absl::StartsWith(public_url, "https://");
}

std::string CookieOf(const Request& request, absl::string_view public_url, absl::string_view name) {
  const std::string full_name = FullName(name, IsSecure(request, public_url));
  for (const auto& [key, header] : request.headers) {
    if (!absl::EqualsIgnoreCase(key, "Cookie")) continue;
    for (const absl::string_view part : absl::StrSplit(header, ';')) {
      const std::pair<absl::string_view, absl::string_view> halves =
          absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits('=', 1));
      if (halves.first == full_name) return std::string(halves.second);
    }
  }
  return "";
}

// Lax and not Strict: the links in our mails lead to our pages, and identity providers send browsers back to them; a browser that comes
// from elsewhere sends no Strict cookie. A GET changes nothing, and every POST proves where it comes from (csrf.h).
void SetCookie(const Request& request, absl::string_view public_url, absl::string_view name, absl::string_view value,
               absl::string_view more, Response& response) {
  const bool is_secure = IsSecure(request, public_url);
  response.headers.push_back({"Set-Cookie", absl::StrCat(FullName(name, is_secure), "=", value,
                                                         "; Path=/; HttpOnly; SameSite=Lax",
                                                         is_secure ? "; Secure" : "", more)});
}

void ClearCookie(const Request& request, absl::string_view public_url, absl::string_view name, Response& response) {
  SetCookie(request, public_url, name, "", "; Max-Age=0", response);
}

}  // namespace nanolearn::http
