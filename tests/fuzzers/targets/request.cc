// Headers of HTTP requests, a line each: where a request is from, in which language, and whose it is.

#include <arpa/inet.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "service/http/bearer.h"
#include "service/http/cookie.h"
#include "service/http/csrf.h"
#include "service/http/languages.h"
#include "service/http/proxies.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::http {
namespace {

constexpr char kPublicUrl[] = "https://learn.alvnas.example";

Request RequestOf(absl::string_view lines) {
  Request request{.method = "POST", .headers = {{"Host", "learn.alvnas.example"}}, .is_tls = true};
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    const std::pair<absl::string_view, absl::string_view> halves = absl::StrSplit(line, absl::MaxSplits(':', 1));
    request.headers.push_back({std::string(halves.first), std::string(absl::StripAsciiWhitespace(halves.second))});
  }
  return request;
}

bool IsAddress(const std::string& text) {
  in6_addr address;
  return inet_pton(AF_INET, text.c_str(), &address) == 1 || inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

// Nobody makes themselves another by a header, unless a proxy of ours says so.
void RequireHonestAddress(const std::string& forwarded_for) {
  static const auto* const kProxies = new TrustedProxies(*TrustedProxies::Parse({"10.0.0.0/8", "fd00::/8"}));
  REQUIRE(kProxies->ClientAddress("192.0.2.1", forwarded_for) == "192.0.2.1");
  const std::string client = kProxies->ClientAddress("10.1.2.3", forwarded_for);
  REQUIRE(IsAddress(client));
  REQUIRE(client == "10.1.2.3" || absl::StrContains(forwarded_for, client));
}

// A page of another site that posts is known by the browser's word.
void RequireForeignOrigin(const std::string& origin) {
  Request request{.method = "POST", .headers = {{"Host", "learn.alvnas.example"}, {"Origin", origin}}, .is_tls = true};
  const std::string small = absl::AsciiStrToLower(origin);
  const bool may_be_ours = small.empty() || small == "null" || small == kPublicUrl;
  REQUIRE(IsFromElsewhere(request, kPublicUrl) == !may_be_ours);
  request.headers.push_back({"Sec-Fetch-Site", "cross-site"});
  REQUIRE(IsFromElsewhere(request, kPublicUrl));
}

FUZZ_TARGET(request) {
  static const auto* const kKey = new HashKey(std::string(32, 'k'));
  const Request request = RequestOf(bytes);
  REQUIRE(IsPageLanguage(LanguageOf(request)));
  const std::string token = BearerToken(request), cookie = CookieOf(request, kPublicUrl, "nanolearn_session");
  REQUIRE(absl::StripAsciiWhitespace(token) == token);
  REQUIRE(cookie.empty() || absl::StrContains(bytes, absl::StrCat("__Host-nanolearn_session=", cookie)));
  REQUIRE(!IsCsrfToken(token, absl::MakeConstSpan(kKey, 1), "secret") || token == CsrfToken(*kKey, "secret"));
  RequireHonestAddress(request.Header("X-Forwarded-For"));
  RequireForeignOrigin(request.Header("Origin"));
  const auto networks = TrustedProxies::Parse({token});
  if (networks.ok()) REQUIRE(IsAddress(token.substr(0, token.find('/'))));
}

}  // namespace
}  // namespace nanolearn::http
