// What a provider says of itself, and what it is asked and answers.

#include "service/oidc/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "service/domain/identity_provider.h"
#include "service/oidc/device.h"
#include "service/oidc/token_endpoint.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kIssuer[] = "https://login.alvnas.example";

json Document(const std::string& issuer = kIssuer) {
  return {{"issuer", issuer},
          {"authorization_endpoint", issuer + "/authorize"},
          {"token_endpoint", issuer + "/token"},
          {"jwks_uri", issuer + "/keys"},
          {"device_authorization_endpoint", issuer + "/device"}};
}

json With(const std::string& name, const json& value) {
  json document = Document();
  document[name] = value;
  return document;
}

TEST(ProviderMetadata, IsOfTheIssuerToTheLetter) {
  const auto metadata = ParseMetadata(Document().dump(), kIssuer);
  ASSERT_TRUE(metadata.ok()) << metadata.status();
  EXPECT_EQ(metadata->token_endpoint, "https://login.alvnas.example/token");
  EXPECT_EQ(metadata->device_endpoint, "https://login.alvnas.example/device");
  EXPECT_FALSE(ParseMetadata(Document().dump(), "https://login.alvnas.example/").ok());
  EXPECT_FALSE(ParseMetadata(Document("https://evil.example").dump(), kIssuer).ok());
  EXPECT_FALSE(ParseMetadata("<html>", kIssuer).ok());
  EXPECT_FALSE(ParseMetadata("[]", kIssuer).ok());
  EXPECT_FALSE(ParseMetadata(With("issuer", 7).dump(), kIssuer).ok());
}

TEST(ProviderMetadata, LeadsFromTlsToTlsOnly) {
  for (const char* endpoint : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    EXPECT_FALSE(ParseMetadata(With(endpoint, "http://login.alvnas.example/x").dump(), kIssuer).ok()) << endpoint;
    EXPECT_FALSE(ParseMetadata(With(endpoint, "http://127.0.0.1/x").dump(), kIssuer).ok()) << endpoint;
    EXPECT_FALSE(ParseMetadata(With(endpoint, "file:///etc/passwd").dump(), kIssuer).ok()) << endpoint;
    EXPECT_FALSE(ParseMetadata(With(endpoint, nullptr).dump(), kIssuer).ok()) << endpoint;
  }
  EXPECT_EQ(ParseMetadata(With("device_authorization_endpoint", "http://127.0.0.1/x").dump(), kIssuer)->device_endpoint, "");
  EXPECT_TRUE(ParseMetadata(Document("http://127.0.0.1:3000").dump(), "http://127.0.0.1:3000").ok());
}

TEST(ProviderMetadata, IsFoundBelowTheIssuer) {
  EXPECT_EQ(MetadataUrl("https://a.example"), "https://a.example/.well-known/openid-configuration");
  EXPECT_EQ(MetadataUrl("https://a.example/adfs/"), "https://a.example/adfs/.well-known/openid-configuration");
}

TEST(ProviderUrl, IsHttpsOrThisMachine) {
  EXPECT_TRUE(IsProviderUrl("https://login.microsoftonline.com/8d3b/v2.0"));
  EXPECT_TRUE(IsProviderUrl("https://adfs.intern.alvnas.example:8443/adfs"));
  EXPECT_TRUE(IsProviderUrl("http://127.0.0.1:3000"));
  EXPECT_TRUE(IsProviderUrl("http://[::1]:3000/x"));
  EXPECT_TRUE(IsProviderUrl("http://localhost"));
  for (const char* url : {"http://login.alvnas.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
                          "https://", "https:///x", "https://a@b.example", "https://a.example/#x", "https://a b.example",
                          "ftp://a.example", "javascript:alert(1)", "", "https://a.example/\"x"}) {
    EXPECT_FALSE(IsProviderUrl(url)) << url;
  }
}

TEST(Authorization, SendsTheHashOfTheVerifierAlone) {
  EXPECT_EQ(CodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
      << "the example of RFC 7636";
  Metadata metadata = *ParseMetadata(Document().dump(), kIssuer);
  const Authorization authorization{.client_id = "nano learn",
                                    .redirect_url = "https://lar.alvnas.example/sign-in/oidc/callback",
                                    .state = "s",
                                    .nonce = "n",
                                    .verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                    .language = "sv"};
  EXPECT_THAT(AuthorizationUrl(metadata, authorization),
              AllOf(StartsWith("https://login.alvnas.example/authorize?response_type=code&client_id=nano%20learn&"),
                    HasSubstr("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"),
                    HasSubstr("redirect_uri=https%3A%2F%2Flar.alvnas.example%2Fsign-in%2Foidc%2Fcallback"),
                    Not(HasSubstr("dBjftJeZ4CVP"))));
  metadata.authorization_endpoint += "?p=policy";
  EXPECT_THAT(AuthorizationUrl(metadata, authorization), HasSubstr("/authorize?p=policy&response_type=code"));
}

TEST(TokenAnswer, HasTokensOrSaysWhyNot) {
  EXPECT_EQ(ParseTokenAnswer(R"({"id_token":"a.b.c","access_token":"x"})")->id_token, "a.b.c");
  EXPECT_EQ(ParseTokenAnswer(R"({"error":"invalid_grant"})")->error, "invalid_grant");
  EXPECT_FALSE(ParseTokenAnswer(R"({"access_token":"x"})").ok());
  EXPECT_FALSE(ParseTokenAnswer("<html>").ok());
  EXPECT_FALSE(ParseTokenAnswer("").ok());
}

TEST(DeviceCode, DoesNothingToATerminal) {
  json answer = {{"device_code", "d"},
                 {"user_code", "WDJB-MJHT"},
                 {"verification_uri", "https://login.alvnas.example/device"},
                 {"verification_uri_complete", "https://login.alvnas.example/device?user_code=WDJB-MJHT"},
                 {"expires_in", 900}};
  const auto device = ParseDeviceCode(answer.dump());
  ASSERT_TRUE(device.ok()) << device.status();
  EXPECT_EQ(device->pause, absl::Seconds(5));
  EXPECT_EQ(device->good_for, absl::Minutes(15));
  answer["verification_uri_complete"] = "https://login.alvnas.example/\x1b[2J";
  EXPECT_EQ(ParseDeviceCode(answer.dump())->complete_url, "");
  answer["interval"] = 0;
  EXPECT_EQ(ParseDeviceCode(answer.dump())->pause, absl::Seconds(1));
  answer["user_code"] = "\x1b[2J";
  EXPECT_FALSE(ParseDeviceCode(answer.dump()).ok());
}

IdentityProvider Provider() {
  return {.issuer = kIssuer, .client_id = "nanolearn"};
}

TEST(IdentityProviderFacts, FollowFromTheIssuerAndTheClient) {
  IdentityProvider provider = Provider();
  FillIn(provider);
  EXPECT_THAT(provider.audiences, ::testing::ElementsAre("nanolearn"));
  EXPECT_EQ(provider.bearer_issuer, kIssuer);
  EXPECT_EQ(provider.email_claim, "email");
  EXPECT_TRUE(CheckIdentityProvider(provider).ok());
  provider.issuer = "http://login.alvnas.example";
  EXPECT_THAT(std::string(CheckIdentityProvider(provider).message()), StartsWith("identity_provider.issuer: "));
  provider = Provider();
  FillIn(provider);
  provider.audiences = {"two words"};
  EXPECT_THAT(std::string(CheckIdentityProvider(provider).message()), StartsWith("identity_provider.audiences: "));
  EXPECT_TRUE(CheckClientSecret("").ok());
  EXPECT_FALSE(CheckClientSecret("a\nb").ok());
}

}  // namespace
}  // namespace nanolearn::oidc
