#include "service/http/csrf.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn::http {
namespace {

// "https://host:port" of an address.
std::string OriginOf(absl::string_view url) {
  const std::vector<absl::string_view> parts = absl::StrSplit(url, '/');
  return parts.size() < 3 ? "" : absl::AsciiStrToLower(absl::StrCat(parts[0], "//", parts[2]));
}

bool IsSame(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<unsigned char>(
        difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
  }
  return difference == 0;
}

}  // namespace

std::string CsrfToken(const HashKey& key, absl::string_view session_secret) {
  return Hex(key.Hash("csrf", session_secret));
}

bool IsCsrfToken(absl::string_view token, absl::Span<const HashKey> keys, absl::string_view session_secret) {
  bool is_one = false;
  for (const HashKey& key : keys) is_one |= IsSame(token, CsrfToken(key, session_secret));
  return is_one;
}

bool IsFromElsewhere(const Request& request, absl::string_view public_url) {
  // "none": somebody's own doing, such as loading a page again.
  if (const std::string site = request.Header("Sec-Fetch-Site"); !site.empty()) {
    return site != "same-origin" && site != "none";
  }
  const std::string origin = absl::AsciiStrToLower(request.Header("Origin"));
  // Our own pages send "null" too: they tell nobody where they are (Referrer-Policy: no-referrer).
  if (origin.empty() || origin == "null" || origin == OriginOf(public_url)) return false;
  return origin !=
         absl::StrCat(request.is_tls ? "https://" : "http://", absl::AsciiStrToLower(request.Header("Host")));
}

}  // namespace nanolearn::http
