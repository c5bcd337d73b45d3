// An organisation whose people sign in by its identity provider alone, and by the means that it asks for.

#include "service/base/error.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/oidc_fixture.h"
#include "tests/integration/sign_in_link.h"
#include "tests/support/browser.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kKarin[] = "karin@byra.example";

class OidcRequired : public OidcFixture {
 protected:
  static v1::SetIdentityProviderRequest Required() {
    v1::SetIdentityProviderRequest request = ProviderRequest();
    request.mutable_identity_provider()->set_required(true);
    return request;
  }

  std::string SignInByLink(const std::string& email, const std::string& organisation = "alvnas") {
    Browser browser(address_);
    EXPECT_EQ(browser.Post(NewSignInLink(server_, email, organisation), {}).status, 303);
    return browser.secret();
  }
  std::string ProblemOf(const std::string& session) {
    return DetailsOf(server_.operations().sign_ins.Authenticate(session).status()).reason;
  }
  std::string Denials() {
    std::string denials;
    mysql::Session session(server_.database());
    session.Query("SELECT details FROM audit_entries WHERE action = 'SignIn' AND outcome = 'DENIED' ORDER BY sequence", {},
                  [&](const mysql::Row& row) { absl::StrAppend(&denials, row.Text(0), "\n"); });
    return denials;
  }
};

TEST_F(OidcRequired, EndsSessionsThatBeganByALinkAndNoOthers) {
  Grant(kKarin, v1::ROLE_AUTHOR);
  CreateOrganisation(admin_, "annan");
  Grant(kKarin, v1::ROLE_AUTHOR, "", "organisations/annan");
  const std::string by_link = SignInByLink(kKarin), elsewhere = SignInByLink(kKarin, "annan");
  const std::string by_provider = SessionIn(Arrive(Travel(kKarin)));
  EXPECT_EQ(ProblemOf(by_link), "OK");
  ASSERT_TRUE(SetProvider(Required()).ok());
  EXPECT_EQ(ProblemOf(by_link), "NOT_SIGNED_IN");
  EXPECT_EQ(ProblemOf(by_provider), "OK");
  EXPECT_EQ(ProblemOf(elsewhere), "OK");
  ASSERT_TRUE(SetProvider(ProviderRequest()).ok());
  EXPECT_EQ(ProblemOf(by_link), "NOT_SIGNED_IN") << "it does not come back";
  SignInByLink(kKarin);
}

TEST_F(OidcRequired, LetsNoLinkInAndSaysWhatToDo) {
  Grant(kKarin, v1::ROLE_AUTHOR);
  const std::string link = NewSignInLink(server_, kKarin);
  ASSERT_TRUE(SetProvider(Required()).ok());
  const HttpAnswer shown = Get(link), used = Browser(address_).Post(link, {});
  EXPECT_EQ(shown.status, 403);
  EXPECT_THAT(shown.body, AllOf(HasSubstr("Länken loggar inte in dig."), HasSubstr("/sign-in/oidc?organisation=alvnas"),
                                Not(HasSubstr("name=\"email\""))));
  EXPECT_THAT(Get(link + "?lang=en").body, HasSubstr("The link does not sign you in."));
  EXPECT_EQ(used.status, 403);
  EXPECT_EQ(SessionIn(used), "");
  EXPECT_THAT(Denials(), HasSubstr("IDENTITY_PROVIDER_REQUIRED"));
  ASSERT_TRUE(SetProvider(ProviderRequest()).ok());
  EXPECT_EQ(Browser(address_).Post(link, {}).status, 303) << "it was not used up";
}

TEST_F(OidcRequired, SaysSoOnThePageForSigningInInBothLanguages) {
  ASSERT_TRUE(SetProvider(Required()).ok());
  EXPECT_THAT(Get("/sign-in/at/alvnas").body, AllOf(HasSubstr("Länkar i mejl loggar inte in någon."), HasSubstr("/sign-in/oidc"),
                                                    Not(HasSubstr("name=\"email\""))));
  EXPECT_THAT(Get("/sign-in/at/alvnas?lang=en").body, HasSubstr("Links in mails sign nobody in."));
  EXPECT_THAT(Get("/sign-in").body, Not(HasSubstr("name=\"email\""))) << "there is no other organisation";
  CreateOrganisation(admin_, "annan");
  EXPECT_THAT(Get("/sign-in").body, HasSubstr("name=\"email\""));
  EXPECT_THAT(Get("/sign-in/at/annan").body, HasSubstr("name=\"email\""));
  provider_->SetAway(true);
  PassTime(absl::Hours(1));
  EXPECT_THAT(Get("/sign-in/oidc?organisation=alvnas").body, AllOf(HasSubstr("Inloggningen gick inte"), Not(HasSubstr("mejl"))));
}

TEST_F(OidcRequired, MailsNobodyALinkAndSaysThatSomeGetNone) {
  Grant(kKarin, v1::ROLE_AUTHOR);
  Grant("other@byra.example", v1::ROLE_AUTHOR);
  ASSERT_TRUE(SetProvider(Required()).ok());
  Browser browser(address_);
  EXPECT_THAT(browser.Post("/sign-in", {{"email", kKarin}}).body, HasSubstr("Då kommer inget mejl."));
  mysql::Session session(server_.database());
  const auto count = [&](const char* sql) {
    int64_t rows = -1;
    session.Query(sql, {}, [&](const mysql::Row& row) { rows = row.Int(0); });
    return rows;
  };
  EXPECT_TRUE(WaitFor([&] { return count("SELECT COUNT(*) FROM link_requests") == 0; }));
  EXPECT_EQ(count("SELECT COUNT(*) FROM mails"), 0);
  ASSERT_TRUE(SetProvider(ProviderRequest()).ok());
  EXPECT_THAT(browser.Post("/sign-in", {{"email", kKarin}}).body, Not(HasSubstr("Då kommer inget mejl.")));
  EXPECT_TRUE(WaitFor([&] { return count("SELECT COUNT(*) FROM mails") == 1; }));
}

TEST_F(OidcRequired, LocksNoAdministratorOutWhoHasAToken) {
  ASSERT_TRUE(SetProvider(Required()).ok());
  provider_->SetAway(true);
  v1::IdentityProvider provider;
  ASSERT_TRUE(SetProvider(ProviderRequest(), &provider).ok());
  EXPECT_FALSE(provider.required());
  SetProvider(Required());
  v1::DeleteIdentityProviderRequest remove;
  remove.set_parent(kAlvnas);
  v1::DeleteIdentityProviderResponse removed;
  EXPECT_TRUE(admin_.Call(&v1::IdentityProviderService::Stub::DeleteIdentityProvider, *admin_.identity_providers, remove, &removed).ok());
  Grant(kKarin, v1::ROLE_AUTHOR);
  SignInByLink(kKarin);
}

TEST_F(OidcRequired, TakesTokensOnlyOfThoseWhoHaveSignedInByTheMeansAskedFor) {
  Grant(kKarin, v1::ROLE_HR);
  v1::SetIdentityProviderRequest strong = ProviderRequest();
  strong.mutable_identity_provider()->add_acr_values("urn:mfa");
  strong.mutable_identity_provider()->add_amr_values("mfa");
  v1::IdentityProvider provider;
  ASSERT_TRUE(SetProvider(strong, &provider).ok());
  EXPECT_EQ(provider.acr_values(0), "urn:mfa");
  EXPECT_EQ(provider.amr_values(0), "mfa");
  const Journey weak = Travel(kKarin, {{"acr", "urn:password"}, {"amr", {"pwd"}}});
  EXPECT_THAT(weak.start.headers.at("location"), HasSubstr("acr_values=urn%3Amfa"));
  EXPECT_EQ(Arrive(weak).status, 502);
  EXPECT_THAT(Denials(), HasSubstr("SIGN_IN_FAILED"));
  EXPECT_EQ(Arrive(Travel(kKarin, {{"acr", "urn:mfa"}, {"amr", {"pwd", "mfa"}}})).status, 303);

  // The same for calls of the API.
  const auto call = [&](const nlohmann::json& claims) {
    nlohmann::json all = claims;
    all["email"] = kKarin;
    const TestClient karin = server_.WithToken(provider_->Token(all));
    v1::ListSourcesRequest request;
    request.set_parent(kAlvnas);
    v1::ListSourcesResponse response;
    return karin.Call(&v1::SourceService::Stub::ListSources, *karin.sources, request, &response).ok();
  };
  EXPECT_FALSE(call({{"amr", {"mfa"}}}));
  EXPECT_TRUE(call({{"acr", "urn:mfa"}, {"amr", {"mfa"}}}));
}

TEST_F(OidcRequired, NamesMeansInPlainWordsOnly) {
  v1::SetIdentityProviderRequest request = ProviderRequest();
  request.mutable_identity_provider()->add_acr_values("two words");
  EXPECT_EQ(FieldsOf(SetProvider(request)), std::vector<std::string>{"identity_provider.acr_values"});
}

}  // namespace
}  // namespace nanolearn::testing
