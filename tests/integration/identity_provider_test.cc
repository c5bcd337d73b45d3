// By which provider an organisation's people sign in: set up, shown and taken away.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "service/app/client_secret.h"
#include "service/storage/mysql/session.h"
#include "tests/support/demo.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using ProviderCalls = v1::IdentityProviderService::Stub;

class IdentityProviderTest : public ::testing::Test {
 protected:
  IdentityProviderTest() : admin_(server_.Admin()) { CreateOrganisation(admin_, "alvnas"); }

  static v1::SetIdentityProviderRequest RequestFor(const std::string& issuer = "https://login.alvnas.example",
                                                   const std::string& client_id = "nanolearn") {
    v1::SetIdentityProviderRequest request;
    request.set_parent(kAlvnas);
    request.mutable_identity_provider()->set_issuer(issuer);
    request.mutable_identity_provider()->set_client_id(client_id);
    return request;
  }
  grpc::Status Set(const v1::SetIdentityProviderRequest& request, v1::IdentityProvider* provider = nullptr) {
    v1::IdentityProvider ignored;
    return admin_.Call(&ProviderCalls::SetIdentityProvider, *admin_.identity_providers, request,
                       provider ? provider : &ignored);
  }
  grpc::Status Get(v1::IdentityProvider* provider) {
    v1::GetIdentityProviderRequest request;
    request.set_parent(kAlvnas);
    return admin_.Call(&ProviderCalls::GetIdentityProvider, *admin_.identity_providers, request, provider);
  }
  grpc::Status Delete(const std::string& request_id = "") {
    v1::DeleteIdentityProviderRequest request;
    request.set_parent(kAlvnas);
    request.set_request_id(request_id);
    v1::DeleteIdentityProviderResponse response;
    return admin_.Call(&ProviderCalls::DeleteIdentityProvider, *admin_.identity_providers, request, &response);
  }
  std::vector<std::string> FieldsOfSet(const v1::SetIdentityProviderRequest& request) { return FieldsOf(Set(request)); }

  std::string Secret() {
    std::string secret = "none";
    const Environment& env = server_.operations().env;
    EXPECT_TRUE(env.store
                    .Read([&](const ReadTransaction& tx) {
                      const auto provider = tx.identity_providers().Find(tx.organisations().Find("alvnas")->id);
                      if (provider) secret = OpenClientSecret(env.keys, *provider).value_or("not to be opened");
                      return absl::OkStatus();
                    })
                    .ok());
    return secret;
  }
  std::string Text(const std::string& query) {
    std::string text;
    mysql::Session session(server_.database());
    session.Query(query, {}, [&](const mysql::Row& row) { absl::StrAppend(&text, row.Text(0), "\n"); });
    return text;
  }

  TestServer server_;
  TestClient admin_;
};

TEST_F(IdentityProviderTest, IsSetUpShownAndTakenAway) {
  v1::IdentityProvider shown;
  EXPECT_EQ(ReasonOf(Get(&shown)), "IDENTITY_PROVIDER_NOT_FOUND");
  v1::SetIdentityProviderRequest request = RequestFor();
  request.set_client_secret("hemlig");
  ASSERT_TRUE(Set(request).ok());
  ASSERT_TRUE(Get(&shown).ok());
  EXPECT_EQ(shown.name(), "organisations/alvnas/identityProvider");
  EXPECT_EQ(shown.issuer(), "https://login.alvnas.example");
  EXPECT_TRUE(shown.has_client_secret());
  EXPECT_THAT(shown.audiences(), ElementsAre("nanolearn"));
  EXPECT_EQ(shown.bearer_issuer(), shown.issuer());
  EXPECT_EQ(shown.email_claim(), "email");
  ASSERT_TRUE(Delete().ok());
  EXPECT_EQ(ReasonOf(Get(&shown)), "IDENTITY_PROVIDER_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Delete()), "IDENTITY_PROVIDER_NOT_FOUND");
}

TEST_F(IdentityProviderTest, KeepsItsSecretToItself) {
  v1::SetIdentityProviderRequest request = RequestFor();
  request.set_client_secret("mycket-hemlig");
  v1::IdentityProvider provider;
  ASSERT_TRUE(Set(request, &provider).ok());
  EXPECT_THAT(provider.ShortDebugString(), Not(HasSubstr("mycket-hemlig")));
  EXPECT_EQ(Secret(), "mycket-hemlig");
  EXPECT_THAT(Text("SELECT sealed_secret FROM identity_providers"), Not(HasSubstr("mycket-hemlig")));
  const std::string audit = Text("SELECT details FROM audit_entries WHERE action LIKE '%IdentityProvider'");
  EXPECT_THAT(audit, Not(HasSubstr("mycket-hemlig")));
  EXPECT_THAT(audit, HasSubstr("\"client_secret\":\"set\""));
}

TEST_F(IdentityProviderTest, TellsItsSecretToNoOtherIssuer) {
  v1::SetIdentityProviderRequest first = RequestFor();
  first.set_client_secret("hemlig");
  ASSERT_TRUE(Set(first).ok());
  v1::SetIdentityProviderRequest renamed = RequestFor();
  renamed.mutable_identity_provider()->set_display_name("Älvnäs");
  ASSERT_TRUE(Set(renamed).ok());
  EXPECT_EQ(Secret(), "hemlig") << "as it was";
  EXPECT_THAT(FieldsOfSet(RequestFor("https://evil.example")), ElementsAre("client_secret"));
  EXPECT_THAT(FieldsOfSet(RequestFor("https://login.alvnas.example", "another")), ElementsAre("client_secret"));
  EXPECT_EQ(Secret(), "hemlig");
  v1::SetIdentityProviderRequest public_client = RequestFor("https://other.example");
  public_client.set_client_secret("");
  ASSERT_TRUE(Set(public_client).ok());
  EXPECT_EQ(Secret(), "");
}

TEST_F(IdentityProviderTest, IsRefusedWhereItMakesNoSense) {
  EXPECT_THAT(FieldsOfSet(RequestFor("http://login.alvnas.example")), ElementsAre("identity_provider.issuer"));
  EXPECT_THAT(FieldsOfSet(RequestFor("")), ElementsAre("identity_provider.issuer"));
  EXPECT_THAT(FieldsOfSet(RequestFor("https://login.alvnas.example", "")), ElementsAre("identity_provider.client_id"));
  v1::SetIdentityProviderRequest request = RequestFor();
  request.mutable_identity_provider()->add_audiences("two words");
  EXPECT_THAT(FieldsOfSet(request), ElementsAre("identity_provider.audiences"));
  request = RequestFor();
  request.mutable_identity_provider()->set_email_claim("ö");
  EXPECT_THAT(FieldsOfSet(request), ElementsAre("identity_provider.email_claim"));
  request = RequestFor();
  request.set_client_secret("two\nlines");
  EXPECT_THAT(FieldsOfSet(request), ElementsAre("client_secret"));
}

TEST_F(IdentityProviderTest, IsSetOnceForOneRequest) {
  v1::SetIdentityProviderRequest request = RequestFor();
  request.set_request_id("r1");
  ASSERT_TRUE(Set(request).ok());
  ASSERT_TRUE(Set(RequestFor("https://other.example")).ok());
  v1::IdentityProvider again;
  ASSERT_TRUE(Set(request, &again).ok());
  EXPECT_EQ(again.issuer(), "https://other.example") << "as it is now";
  v1::SetIdentityProviderRequest other = RequestFor("https://third.example");
  other.set_request_id("r1");
  EXPECT_EQ(ReasonOf(Set(other)), "REQUEST_ID_REUSED");
  ASSERT_TRUE(Delete("r2").ok());
  EXPECT_TRUE(Delete("r2").ok());
  EXPECT_EQ(Text("SELECT action FROM audit_entries WHERE action LIKE '%IdentityProvider' ORDER BY sequence"),
            "SetIdentityProvider\nSetIdentityProvider\nDeleteIdentityProvider\n");
}

}  // namespace
}  // namespace nanolearn::testing
