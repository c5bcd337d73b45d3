// Directories obey the limits of calls as everybody does, and are told so in their own form.

#include "tests/integration/scim_fixture.h"

namespace nanolearn::testing {
namespace {

// SCIM's form of an error, with when to come back.
void ExpectTooMany(const HttpAnswer& answer) {
  EXPECT_EQ(answer.status, 429) << answer.body;
  const json error = answer.Json();
  EXPECT_EQ(error.value("status", ""), "429");
  EXPECT_EQ(error["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
  ASSERT_TRUE(answer.headers.contains("retry-after"));
  EXPECT_GE(std::stoi(answer.headers.at("retry-after")), 1);
}

// A server with one directory, and one with limits.
class ScimLimits {
 public:
  explicit ScimLimits(const std::function<void(ServerOptions&)>& limit) : server(limit), admin(server.Admin()) {
    CreateOrganisation(admin, "alvnas");
  }

  std::string NewToken(const std::string& source) {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name(source);
    request.mutable_token()->set_role(v1::ROLE_HR);
    request.mutable_token()->set_source(source);
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin.Call(&v1::TokenService::Stub::CreateToken, *admin.tokens, request, &response).ok());
    return response.secret();
  }
  HttpAnswer Ask(const std::string& token) const {
    return HttpClient(server.http_address(), token).Send("GET", "/scim/v2/ServiceProviderConfig");
  }

  TestServer server;
  TestClient admin;
};

TEST(ScimLimitsTest, ATokenThatAsksTooOftenIsToldWhenToComeBackAndOthersAreNot) {
  ScimLimits scim([](ServerOptions& options) { options.max_calls_of_token = 5; });
  const std::string busy = scim.NewToken("entra"), other = scim.NewToken("ad");
  for (int i = 0; i < 10; ++i) ASSERT_EQ(scim.Ask(busy).status, 200) << i;
  ExpectTooMany(scim.Ask(busy));
  EXPECT_EQ(scim.Ask(other).status, 200);
  scim.server.clock().Set(scim.server.clock().Now() + absl::Seconds(1));
  EXPECT_EQ(scim.Ask(busy).status, 200);
}

TEST(ScimLimitsTest, AnOrganisationAndAnAddressHaveLimitsOfTheirOwn) {
  for (const bool by_organisation : {true, false}) {
    ScimLimits scim([&](ServerOptions& options) {
      (by_organisation ? options.max_calls_of_organisation : options.max_calls_of_address) = 10;
    });
    const std::string tokens[] = {scim.NewToken("entra"), scim.NewToken("ad")};
    int answered = 0;
    HttpAnswer last;
    for (int i = 0; i < 40; ++i) answered += (last = scim.Ask(tokens[i % 2])).status == 200;
    EXPECT_LE(answered, 20) << by_organisation;
    EXPECT_GE(answered, 15) << by_organisation;
    ExpectTooMany(last);
  }
}

TEST(ScimLimitsTest, WrongTokensAreSlowedAndARightOneFromTheSameAddressIsLetIn) {
  ScimLimits scim(nullptr);
  const std::string right = scim.NewToken("entra");
  int unauthenticated = 0;
  HttpAnswer last;
  // Whatever they look like.
  for (int i = 0; i < 40; ++i) {
    unauthenticated += (last = scim.Ask(i % 2 ? NewToken() : absl::StrCat("nl_wrong", i))).status == 401;
  }
  EXPECT_EQ(unauthenticated, 30);
  ExpectTooMany(last);
  EXPECT_EQ(scim.Ask(right).status, 200);
}

}  // namespace
}  // namespace nanolearn::testing
