// Calling the API with tokens of an identity provider, a real one.

#include "service/storage/mysql/session.h"
#include "tests/integration/oidc_fixture.h"

namespace nanolearn::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr char kKarin[] = "karin@byra.example";

class BearerTokensTest : public OidcFixture {
 protected:
  // For an HR officer's or an auditor's eyes.
  grpc::Status ListSources(const std::string& token, const std::string& parent = kAlvnas) {
    const TestClient client = server_.WithToken(token);
    v1::ListSourcesRequest request;
    request.set_parent(parent);
    v1::ListSourcesResponse response;
    return client.Call(&v1::SourceService::Stub::ListSources, *client.sources, request, &response);
  }
  std::string ReasonFor(const std::string& token) {
    PassTime(absl::Seconds(2));  // wrong tokens are slowed down
    return ReasonOf(ListSources(token));
  }
  std::string Token(json claims = json::object(), const json& header = json::object(), const std::string& key = "own") {
    if (!claims.contains("email")) claims["email"] = kKarin;
    return provider_->Token(claims, header, key);
  }
  static int64_t Now() { return absl::ToUnixSeconds(absl::Now()); }

  void Revoke(const v1::AccessGrant& grant) {
    v1::RevokeAccessGrantRequest request;
    request.set_name(grant.name());
    v1::AccessGrant revoked;
    EXPECT_TRUE(
        admin_.Call(&v1::AccessGrantService::Stub::RevokeAccessGrant, *admin_.access_grants, request, &revoked).ok());
  }
};

TEST_F(BearerTokensTest, LetPeopleCallAsWhatTheirGrantsMakeThem) {
  EXPECT_EQ(ReasonFor(Token()), "NOT_ALLOWED") << "nobody has given them anything";
  Grant(kKarin, v1::ROLE_AUTHOR);
  EXPECT_EQ(ReasonFor(Token()), "NOT_ALLOWED") << "an author has nothing to do with sources";
  Grant(kKarin, v1::ROLE_HR);
  EXPECT_TRUE(ListSources(Token()).ok()) << "of several grants the one that is for the call";
  EXPECT_TRUE(ListSources(Token({{"email", "Karin@Byra.Example"}}, {{"alg", "ES256"}})).ok());
  CreateOrganisation(admin_, "annan");
  EXPECT_EQ(ReasonOf(ListSources(Token(), "organisations/annan")), "NOT_ALLOWED");
}

TEST_F(BearerTokensTest, AreWrittenDownAsTheGrantThatLetsThemIn) {
  const v1::AccessGrant grant = Grant(kKarin, v1::ROLE_ADMIN);
  const TestClient karin = server_.WithToken(Token());
  v1::CreateAccessGrantRequest request;
  request.set_parent(kAlvnas);
  request.mutable_access_grant()->set_email("nils@alvnas.example");
  request.mutable_access_grant()->set_role(v1::ROLE_AUDITOR);
  v1::AccessGrant made;
  const grpc::Status status =
      karin.Call(&v1::AccessGrantService::Stub::CreateAccessGrant, *karin.access_grants, request, &made);
  ASSERT_TRUE(status.ok()) << status.error_message();
  std::string actor;
  mysql::Session session(server_.database());
  session.Query("SELECT actor_type, actor_id FROM audit_entries WHERE action = 'CreateAccessGrant' ORDER BY sequence", {},
                [&](const mysql::Row& row) { actor = absl::StrCat(row.Text(0), " ", FormatId(row.GetId(1))); });
  EXPECT_EQ(actor, absl::StrCat("GRANT ", grant.name().substr(grant.name().rfind('/') + 1)));
}

TEST_F(BearerTokensTest, OfUnitsSeeTheirUnitsAlone) {
  Grant(kKarin, v1::ROLE_MANAGER, "20");
  const TestClient karin = server_.WithToken(Token());
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  v1::QueryComplianceResponse response;
  const auto query = [&](const std::string& unit) {
    request.set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    return karin.Call(&v1::ComplianceService::Stub::QueryCompliance, *karin.compliance, request, &response);
  };
  EXPECT_TRUE(query("20").ok());
  EXPECT_EQ(ReasonOf(query("10")), "OUTSIDE_UNIT");
}

TEST_F(BearerTokensTest, AreRefusedWithoutSayingWhatIsWrongWithThem) {
  Grant(kKarin, v1::ROLE_HR);
  ASSERT_TRUE(ListSources(Token()).ok());
  EXPECT_EQ(ReasonFor(Token({{"aud", "another"}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({{"aud", {"nanolearn", "another"}}})), "BAD_TOKEN") << "several, and no azp";
  EXPECT_EQ(ReasonFor(Token({{"iss", "https://evil.example"}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({{"iss", provider_->issuer() + "/"}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({}, {{"alg", "none"}}, "none")), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({}, {{"alg", "HS256"}}, "public")), "BAD_TOKEN") << "the public key as a secret";
  EXPECT_EQ(ReasonFor(Token({}, {}, "other")), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({}, {}, "none")), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({}, {{"typ", "logout+jwt"}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({{"nbf", Now() + 3600}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({{"email_verified", false}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(Token({{"email", 7}})), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor("a.b.c"), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor(".."), "BAD_TOKEN");
  EXPECT_EQ(ReasonFor("nl_a.b.c"), "BAD_TOKEN");
  const std::string token = Token();
  EXPECT_EQ(ReasonFor(token.substr(0, token.size() - 8) + "AAAAAAAA"), "BAD_TOKEN");
  EXPECT_TRUE(ListSources(token).ok());
}

TEST_F(BearerTokensTest, ExpireWithAMinuteForClocks) {
  Grant(kKarin, v1::ROLE_HR);
  EXPECT_EQ(ReasonFor(Token({{"exp", Now() - 120}})), "TOKEN_EXPIRED");
  EXPECT_EQ(ReasonFor(Token({{"exp", Now() - 120}, {"aud", "another"}})), "BAD_TOKEN");
  const std::string token = Token();
  EXPECT_TRUE(ListSources(token).ok());
  PassTime(absl::Minutes(7));
  EXPECT_EQ(ReasonFor(token), "TOKEN_EXPIRED");
}

TEST_F(BearerTokensTest, AreForAnyAudienceThatTheProviderIsSetUpFor) {
  Grant(kKarin, v1::ROLE_HR);
  v1::SetIdentityProviderRequest request = ProviderRequest();
  request.mutable_identity_provider()->add_audiences("api://nanolearn");
  request.mutable_identity_provider()->add_audiences("nanolearn-cli");
  ASSERT_TRUE(SetProvider(request).ok());
  EXPECT_EQ(ReasonFor(Token()), "BAD_TOKEN") << "not the client's own any more";
  EXPECT_TRUE(ListSources(Token({{"aud", "api://nanolearn"}, {"azp", "somebody"}})).ok());
  EXPECT_TRUE(ListSources(Token({{"aud", {"nanolearn-cli", "x"}}, {"azp", "nanolearn-cli"}})).ok());
}

// As in ADFS, whose access tokens name another issuer than its ID tokens.
TEST_F(BearerTokensTest, MayNameAnotherIssuerThanTheProvider) {
  Grant(kKarin, v1::ROLE_HR);
  constexpr char kTrust[] = "http://adfs.alvnas.example/adfs/services/trust";
  EXPECT_EQ(ReasonFor(Token({{"iss", kTrust}})), "BAD_TOKEN");
  v1::SetIdentityProviderRequest request = ProviderRequest();
  request.mutable_identity_provider()->set_bearer_issuer(kTrust);
  ASSERT_TRUE(SetProvider(request).ok());
  EXPECT_TRUE(ListSources(Token({{"iss", kTrust}})).ok());
  EXPECT_EQ(ReasonFor(Token()), "BAD_TOKEN");
}

TEST_F(BearerTokensTest, EndWithTheGrantAndWithTheProvider) {
  const v1::AccessGrant grant = Grant(kKarin, v1::ROLE_HR);
  const std::string token = Token();
  EXPECT_TRUE(ListSources(token).ok());
  Revoke(grant);
  EXPECT_EQ(ReasonOf(ListSources(token)), "NOT_ALLOWED") << "at once";
  Grant(kKarin, v1::ROLE_HR);
  EXPECT_TRUE(ListSources(token).ok());
  v1::DeleteIdentityProviderRequest request;
  request.set_parent(kAlvnas);
  v1::DeleteIdentityProviderResponse response;
  ASSERT_TRUE(admin_.Call(&v1::IdentityProviderService::Stub::DeleteIdentityProvider, *admin_.identity_providers, request,
                          &response)
                  .ok());
  EXPECT_EQ(ReasonOf(ListSources(token)), "BAD_TOKEN");
}

TEST_F(BearerTokensTest, OfManagersByTheStaffListAreForPagesAlone) {
  Sync("2026-11-01", {{"1", "Chef", "10", ""}, {"2", "Alm", "1004", "1"}});
  EXPECT_EQ(ReasonFor(Token({{"email", "1@alvnas.example"}})), "NOT_ALLOWED");
}

TEST_F(BearerTokensTest, WithInventedKeysDoNotHammerTheProvider) {
  Grant(kKarin, v1::ROLE_HR);
  ASSERT_TRUE(ListSources(Token()).ok());
  const int before = provider_->Fetches("/jwks");
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(ListSources(Token({}, {{"kid", absl::StrCat("invented", i)}})).ok());
  EXPECT_EQ(provider_->Fetches("/jwks"), before) << "its keys were fetched less than a minute ago";
  PassTime(absl::Minutes(1));
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(ListSources(Token({}, {{"kid", absl::StrCat("another", i)}})).ok());
  EXPECT_EQ(provider_->Fetches("/jwks"), before + 1);
  EXPECT_TRUE(ListSources(Token()).ok()) << "whoever has a right token is let in all the same";
}

TEST_F(BearerTokensTest, AreCheckedWithTheKeysThatTheProviderHasNow) {
  Grant(kKarin, v1::ROLE_HR);
  const std::string old = Token();
  ASSERT_TRUE(ListSources(old).ok());
  provider_->Rotate();
  const std::string token = Token();
  EXPECT_EQ(ReasonFor(token), "BAD_TOKEN") << "within a minute nobody asks again";
  PassTime(absl::Minutes(1));
  EXPECT_TRUE(ListSources(token).ok());
  EXPECT_EQ(ReasonFor(old), "BAD_TOKEN") << "the old key is gone";
}

TEST_F(BearerTokensTest, AreKeptFromTheProvidersTroubles) {
  Grant(kKarin, v1::ROLE_HR);
  const std::string token = Token();
  ASSERT_TRUE(ListSources(token).ok());
  provider_->SetAway(true);
  PassTime(absl::Minutes(2));
  EXPECT_TRUE(ListSources(token).ok()) << "its keys are known for an hour";
  server_.Restart();
  EXPECT_EQ(ReasonOf(ListSources(token)), "IDENTITY_PROVIDER_UNAVAILABLE");
  provider_->SetAway(false);
  PassTime(absl::Seconds(10));
  EXPECT_TRUE(ListSources(token).ok());
}

TEST_F(BearerTokensTest, AreNotForDirectories) {
  Grant(kKarin, v1::ROLE_ADMIN);
  EXPECT_EQ(HttpClient(address_, Token()).Send("GET", "/scim/v2/Users").status, 401);
}

}  // namespace
}  // namespace nanolearn::testing
