// Signing in on the web by an identity provider, a real one.

#include "service/base/error.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/oidc_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OidcSignIn : public OidcFixture {
 protected:
  // Nobody has been signed in, and the page says so.
  void ExpectRefused(const HttpAnswer& answer, int status, const std::string& words) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr(words));
    EXPECT_EQ(SessionIn(answer), "");
  }

  int SignInsInAudit(const std::string& details) {
    int count = 0;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM audit_entries WHERE action = 'SignIn' AND outcome = 'DONE' AND details LIKE ?",
                  {absl::StrCat("%", details, "%")}, [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }
};

TEST_F(OidcSignIn, LeadsAManagerOfTheStaffListToTheirUnits) {
  Sync("2026-11-01", {{"1", "Chef", "10", ""}, {"2", "Alm", "1004", "1"}});
  const Journey journey = Travel("1@Alvnas.Example");
  EXPECT_THAT(journey.start.headers.at("location"),
              AllOf(HasSubstr("response_type=code"), HasSubstr("code_challenge_method=S256"), HasSubstr("ui_locales=en")));
  EXPECT_THAT(journey.start.cookies.at(0), AllOf(HasSubstr("nanolearn_sign_in="), HasSubstr("; HttpOnly"),
                                                 HasSubstr("; SameSite=Lax"), HasSubstr("; Max-Age=600")));
  const HttpAnswer arrived = Arrive(journey);
  ASSERT_EQ(arrived.status, 303) << arrived.body;
  EXPECT_EQ(arrived.headers.at("location"), "/manage");
  const auto user = server_.operations().sign_ins.Authenticate(SessionIn(arrived));
  ASSERT_TRUE(user.ok()) << user.status();
  EXPECT_EQ(user->session.email, "1@alvnas.example");
  EXPECT_EQ(user->session.language, "en");
  EXPECT_EQ(user->person_id, PersonOf("1@alvnas.example"));
  EXPECT_EQ(user->units.size(), 1u);
  EXPECT_EQ(SignInsInAudit("OIDC"), 1);
}

TEST_F(OidcSignIn, LeadsWhoeverHasAGrantToWhatItGives) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  const HttpAnswer arrived = Arrive(Travel("karin@byra.example"));
  ASSERT_EQ(arrived.status, 303) << arrived.body;
  EXPECT_EQ(arrived.headers.at("location"), "/coordinate");
}

TEST_F(OidcSignIn, TellsWhoeverHasNothingHereNothingMore) {
  Sync("2026-11-01", {{"3", "Berg", "1003", ""}});
  const HttpAnswer learner = Arrive(Travel("3@alvnas.example"));
  const HttpAnswer stranger = Arrive(Travel("nobody@elsewhere.example"));
  ExpectRefused(learner, 403, "Det finns inget här för dig att logga in till");
  EXPECT_EQ(learner.body, stranger.body);
  EXPECT_THAT(learner.body, Not(HasSubstr("alvnas")));
  EXPECT_EQ(SignInsInAudit(""), 0);
}

TEST_F(OidcSignIn, TakesNoAnswerButTheOneToItsOwnQuestion) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  const Journey mine = Travel("karin@byra.example"), other = Travel("karin@byra.example");
  ExpectRefused(Get(mine.callback), 400, "Börja om");
  ExpectRefused(Get(mine.callback, other.cookie), 400, "Börja om");
  ExpectRefused(Get(other.callback, mine.cookie), 400, "Börja om");
  ExpectRefused(Get(absl::StrCat(kOidcCallback, "?code=x"), mine.cookie), 400, "Börja om");
  ExpectRefused(Get(kOidcCallback, mine.cookie), 400, "Börja om");
  std::string changed = mine.cookie;
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  ExpectRefused(Get(mine.callback, changed), 400, "Börja om");
  ExpectRefused(Get(mine.callback, mine.cookie + std::string(5000, 'A')), 400, "Börja om");
  EXPECT_EQ(Arrive(mine).status, 303);
  ExpectRefused(Arrive(mine), 502, "Inloggningen gick inte");  // a code is good once
  PassTime(kOidcPatience);
  ExpectRefused(Arrive(other), 400, "Börja om");
}

TEST_F(OidcSignIn, DoesNotTakeTheAnswerOfAnotherProvider) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  Journey journey = Travel("karin@byra.example");
  const size_t issuer = journey.callback.find("&iss=");
  ASSERT_NE(issuer, std::string::npos);
  const std::string without = journey.callback.substr(0, issuer);
  ExpectRefused(Get(without + "&iss=https%3A%2F%2Fevil.example", journey.cookie), 502, "Inloggningen gick inte");
  ExpectRefused(Get(without, journey.cookie), 502, "Inloggningen gick inte");
}

TEST_F(OidcSignIn, SaysWhatToDoWhenTheProviderSaysNo) {
  const Journey journey = Travel("karin@byra.example");
  const std::string state = journey.callback.substr(journey.callback.find("state="), 70);
  const std::string denied = absl::StrCat(kOidcCallback, "?error=access_denied&error_description=%3Cb%3Eevil&", state);
  const HttpAnswer cancelled = Get(denied, journey.cookie);
  ExpectRefused(cancelled, 403, "Du är inte inloggad");
  EXPECT_THAT(cancelled.body, Not(HasSubstr("evil")));
  ExpectRefused(Get(absl::StrCat(kOidcCallback, "?error=%3Cscript%3E&", state), journey.cookie), 502,
                "Inloggningen gick inte");
  EXPECT_THAT(Get(denied + "&lang=en", journey.cookie).body, HasSubstr("Signing in was stopped."));
}

TEST_F(OidcSignIn, NeedsAnAddressThatTheProviderHasVerified) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  ExpectRefused(Arrive(Travel("karin@byra.example", {{"email_verified", false}})), 502, "Inloggningen gick inte");
  ExpectRefused(Arrive(Travel("karin@byra.example", {{"email", "karin"}})), 502, "Inloggningen gick inte");
  v1::SetIdentityProviderRequest by_upn = ProviderRequest();
  by_upn.mutable_identity_provider()->set_email_claim("upn");
  ASSERT_TRUE(SetProvider(by_upn).ok());
  ExpectRefused(Arrive(Travel("karin@byra.example")), 502, "Inloggningen gick inte");
  const HttpAnswer arrived = Arrive(Travel("k.ek", {{"upn", "Karin@Byra.Example"}}));
  EXPECT_EQ(arrived.status, 303) << arrived.body;
}

TEST_F(OidcSignIn, NeedsTheSecretThatTheProviderKnows) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  v1::SetIdentityProviderRequest wrong = ProviderRequest();
  wrong.set_client_secret("wrong");
  ASSERT_TRUE(SetProvider(wrong).ok());
  ExpectRefused(Arrive(Travel("karin@byra.example")), 502, "Inloggningen gick inte");
}

TEST_F(OidcSignIn, TakesTheKeysThatTheProviderHasNow) {
  Grant("karin@byra.example", v1::ROLE_AUTHOR);
  EXPECT_EQ(Arrive(Travel("karin@byra.example")).status, 303);
  provider_->Rotate();
  PassTime(absl::Minutes(1));
  EXPECT_EQ(Arrive(Travel("karin@byra.example")).status, 303) << "a key that is not known has them fetched again";
}

TEST_F(OidcSignIn, OffersALinkWhileTheProviderIsAway) {
  provider_->SetAway(true);
  ExpectRefused(Get("/sign-in/oidc?organisation=alvnas"), 503, "be om en länk i ett mejl");
  const int asked = provider_->Fetches("/.well-known/openid-configuration");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Get("/sign-in/oidc?organisation=alvnas").status, 503);
  EXPECT_EQ(provider_->Fetches("/.well-known/openid-configuration"), asked) << "it is left alone for a while";
  provider_->SetAway(false);
  PassTime(absl::Seconds(10));
  EXPECT_EQ(Get("/sign-in/oidc?organisation=alvnas").status, 303);
}

TEST_F(OidcSignIn, IsOfferedOnThePageOfTheOrganisation) {
  const std::string button = "href=\"/sign-in/oidc?organisation=alvnas&amp;lang=sv\"";
  EXPECT_THAT(Get("/sign-in").body, HasSubstr(button)) << "the only provider there is";
  EXPECT_THAT(Get("/sign-in/at/alvnas").body, AllOf(HasSubstr(button), HasSubstr("<a href=\"?lang=en\"")));
  EXPECT_THAT(Get("/sign-in/at/alvnas?lang=en").body, HasSubstr("Sign in with "));
  EXPECT_EQ(Get("/sign-in/at/nowhere").body, Get("/sign-in/at/alvnas%22").body);

  CreateOrganisation(admin_, "annan");
  v1::SetIdentityProviderRequest theirs = ProviderRequest("organisations/annan");
  theirs.mutable_identity_provider()->set_display_name("<Annan> & Co");
  ASSERT_TRUE(SetProvider(theirs).ok());
  EXPECT_THAT(Get("/sign-in").body, Not(HasSubstr("/sign-in/oidc"))) << "which one, nobody knows yet";
  EXPECT_THAT(Get("/sign-in/at/annan").body,
              AllOf(HasSubstr("organisation=annan"), HasSubstr("&lt;Annan&gt; &amp; Co")));
  ExpectRefused(Get("/sign-in/oidc?organisation=nowhere"), 404, "Logga in på ett annat sätt");
  ExpectRefused(Get("/sign-in/oidc"), 404, "Logga in på ett annat sätt");
}

TEST_F(OidcSignIn, OpensNothingInAnotherOrganisation) {
  CreateOrganisation(admin_, "annan");
  Grant("karin@byra.example", v1::ROLE_ADMIN, "", "organisations/annan");
  ExpectRefused(Arrive(Travel("karin@byra.example")), 403, "Det finns inget här");
}

}  // namespace
}  // namespace nanolearn::testing
