// What keeps a session with the browser that it was given to.

#include "service/http/session_cookie.h"

#include <gtest/gtest.h>

#include "service/http/csrf.h"
#include "service/pages/sign_in.h"

namespace nanolearn::testing {
namespace {

http::Request RequestWith(http::Pairs headers, bool is_tls = false) {
  http::Request request;
  request.headers = std::move(headers);
  request.is_tls = is_tls;
  return request;
}

TEST(SessionCookie, IsForThisHostAloneAndByTlsOnlyWherePagesAreReachedByTls) {
  http::Response by_tls, behind_a_proxy, plain, gone;
  http::SetSessionCookie(RequestWith({}, true), "http://127.0.0.1:8422", "s", by_tls);
  http::SetSessionCookie(RequestWith({}), "https://lar.alvnas.example", "s", behind_a_proxy);
  http::SetSessionCookie(RequestWith({}), "http://127.0.0.1:8422", "s", plain);
  http::ClearSessionCookie(RequestWith({}, true), "", gone);
  EXPECT_EQ(by_tls.headers[0].second, "__Host-nanolearn_session=s; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(behind_a_proxy.headers[0].second, by_tls.headers[0].second);
  EXPECT_EQ(plain.headers[0].second, "nanolearn_session=s; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(gone.headers[0].second,
            "__Host-nanolearn_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(SessionCookie, IsFoundAmongOthersByItsWholeName) {
  const http::Pairs headers = {{"cookie", "a=1; xnanolearn_session=no; nanolearn_session=yes; b=2"}};
  EXPECT_EQ(http::SessionSecretOf(RequestWith(headers), ""), "yes");
  EXPECT_EQ(http::SessionSecretOf(RequestWith(headers, true), ""), "") << "not the name that anybody may set";
  EXPECT_EQ(http::SessionSecretOf(RequestWith({}), ""), "");
}

TEST(FormFromElsewhere, IsToldByWhatBrowsersSay) {
  const auto is_from_elsewhere = [](http::Pairs headers) {
    headers.push_back({"Host", "lar.alvnas.example"});
    return http::IsFromElsewhere(RequestWith(std::move(headers), true), "https://lar.alvnas.example/");
  };
  EXPECT_FALSE(is_from_elsewhere({}));
  EXPECT_FALSE(is_from_elsewhere({{"Sec-Fetch-Site", "same-origin"}}));
  EXPECT_FALSE(is_from_elsewhere({{"Sec-Fetch-Site", "none"}}));
  EXPECT_FALSE(is_from_elsewhere({{"Origin", "null"}}));
  EXPECT_FALSE(is_from_elsewhere({{"Origin", "https://lar.alvnas.example"}}));
  EXPECT_TRUE(is_from_elsewhere({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}}));
  EXPECT_TRUE(is_from_elsewhere({{"Sec-Fetch-Site", "same-site"}}));
  EXPECT_TRUE(is_from_elsewhere({{"Origin", "http://lar.alvnas.example"}})) << "not by TLS";
  EXPECT_TRUE(is_from_elsewhere({{"Origin", "https://lar.alvnas.example.evil.example"}}));
}

TEST(MaskedAddress, ShowsOneLetterAndTheDomain) {
  EXPECT_EQ(pages::MaskedAddress("anna@alvnas.example"), "a…@alvnas.example");
  EXPECT_EQ(pages::MaskedAddress("åsa@alvnas.example"), "å…@alvnas.example");
  EXPECT_EQ(pages::MaskedAddress("@"), "…");
}

}  // namespace
}  // namespace nanolearn::testing
