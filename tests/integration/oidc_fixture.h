#pragma once
// An organisation whose people sign in by a real identity provider. What the provider signs has the time of now, so that the server's clock
// stands there too.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/line_fixture.h"
#include "tests/support/daemon.h"
#include "tests/support/http_client.h"
#include "tests/support/oidc_provider.h"

namespace nanolearn::testing {

class OidcFixture : public Lines {
 protected:
  static void SetUpTestSuite() {
    if (!OidcProvider::IsThere()) return;
    address_ = absl::StrCat("127.0.0.1:", FreePort());
    provider_ = new OidcProvider(absl::StrCat("http://", address_, kOidcCallback));
  }
  static void TearDownTestSuite() {
    delete provider_;
    provider_ = nullptr;
  }

  OidcFixture()
      : Lines([](ServerOptions& options) {
          options.http = address_.empty() ? options.http : address_;
          options.oidc_allow_own_network = true;  // where the provider is
        }) {
    server_.clock().Set(absl::Now());
  }
  void SetUp() override {
    if (!provider_) GTEST_SKIP() << "needs npm ci";
    provider_->SetAway(false);
    ASSERT_TRUE(SetProvider(ProviderRequest()).ok());
  }

  static v1::SetIdentityProviderRequest ProviderRequest(const std::string& parent = kAlvnas) {
    v1::SetIdentityProviderRequest request;
    request.set_parent(parent);
    request.mutable_identity_provider()->set_issuer(provider_->issuer());
    request.mutable_identity_provider()->set_client_id(OidcProvider::kClientId);
    request.set_client_secret(OidcProvider::kClientSecret);
    return request;
  }
  grpc::Status SetProvider(const v1::SetIdentityProviderRequest& request, v1::IdentityProvider* provider = nullptr) {
    v1::IdentityProvider ignored;
    return admin_.Call(&v1::IdentityProviderService::Stub::SetIdentityProvider, *admin_.identity_providers, request,
                       provider ? provider : &ignored);
  }

  void PassTime(absl::Duration duration) { server_.clock().Set(server_.clock().Now() + duration); }

  // Opens a page with a cookie.
  HttpAnswer Get(const std::string& path, const std::string& cookie = "") const {
    HttpClient::Headers headers;
    if (!cookie.empty()) headers.push_back({"Cookie", cookie});
    return HttpClient(address_, "").Send("GET", path, "", headers);
  }

  // Somebody on their way to the provider and back.
  struct Journey {
    HttpAnswer start;
    std::string cookie;    // kept meanwhile
    std::string callback;  // the path that they come back to
  };
  Journey Travel(const std::string& email, const nlohmann::json& claims = nlohmann::json::object()) {
    Journey journey{.start = Get("/sign-in/oidc?organisation=alvnas&lang=en")};
    EXPECT_EQ(journey.start.status, 303) << journey.start.body;
    if (journey.start.status != 303) return journey;
    journey.cookie = journey.start.cookies.at(0).substr(0, journey.start.cookies.at(0).find(';'));
    provider_->SignIn(email, claims);
    const std::string back = provider_->Visit(journey.start.headers.at("location"));
    const std::string home = absl::StrCat("http://", address_);
    EXPECT_TRUE(absl::StartsWith(back, home)) << back;
    journey.callback = back.substr(home.size());
    return journey;
  }
  HttpAnswer Arrive(const Journey& journey) { return Get(journey.callback, journey.cookie); }

  // Of the session that an answer begins; empty: none.
  static std::string SessionIn(const HttpAnswer& answer) {
    for (const std::string& cookie : answer.cookies) {
      if (absl::StartsWith(cookie, "nanolearn_session=")) return cookie.substr(18, cookie.find(';') - 18);
    }
    return "";
  }

  static std::string address_;  // of the pages
  static OidcProvider* provider_;
};

inline std::string OidcFixture::address_;
inline OidcProvider* OidcFixture::provider_ = nullptr;

}  // namespace nanolearn::testing
