// Signing in on the web, as a browser does it: by a link in a mail, that works once.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "service/base/error.h"
#include "service/http/csrf.h"
#include "service/storage/mysql/session.h"
#include "tests/integration/line_fixture.h"
#include "tests/integration/sign_in_link.h"
#include "tests/support/browser.h"
#include "tests/support/wait.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SignIn : public Lines {
 protected:
  SignIn() {
    Sync("2026-11-01", {{"1", "Chef", "10", ""}, {"2", "Alm", "1004", "1"}, {"3", "Berg", "1003", ""}});
  }

  Browser NewBrowser() { return Browser(server_.http_address()); }

  // The words of the mails to an address.
  std::vector<std::string> MailsTo(const std::string& email) {
    std::vector<std::string> texts;
    mysql::Session session(server_.database());
    session.Query("SELECT text_body FROM mails WHERE recipient = ? ORDER BY id", {email},
                  [&](const mysql::Row& row) { texts.push_back(row.Text(0)); });
    return texts;
  }
  int Requests() {
    int count = 0;
    mysql::Session session(server_.database());
    session.Query("SELECT COUNT(*) FROM link_requests", {},
                  [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); });
    return count;
  }

  static std::string LinkIn(const std::string& text) {
    static const std::regex link("/sign-in/[A-Za-z0-9_-]+");
    std::smatch found;
    return std::regex_search(text, found, link) ? found.str() : "";
  }

  Browser SignedIn(const std::string& email, const std::string& organisation = "alvnas") {
    Browser browser = NewBrowser();
    const HttpAnswer answer = browser.Post(NewSignInLink(server_, email, organisation), {});
    EXPECT_EQ(answer.status, 303) << answer.body;
    return browser;
  }

  absl::StatusOr<WebUser> UserOf(const Browser& browser) {
    return server_.operations().sign_ins.Authenticate(browser.secret());
  }
  std::string ProblemOf(const Browser& browser) { return DetailsOf(UserOf(browser).status()).reason; }

  std::string TokenOf(const Browser& browser) {
    return http::CsrfToken(server_.operations().env.keys.InUse(), browser.secret());
  }

  void Revoke(const v1::AccessGrant& grant) {
    v1::RevokeAccessGrantRequest request;
    request.set_name(grant.name());
    v1::AccessGrant revoked;
    EXPECT_TRUE(
        admin_
            .Call(&v1::AccessGrantService::Stub::RevokeAccessGrant, *admin_.access_grants, request, &revoked)
            .ok());
  }

  static std::vector<std::string> CodesOf(const WebUser& user) {
    std::vector<std::string> codes;
    for (const ManagedUnit& unit : user.units) codes.push_back(unit.code);
    return codes;
  }
};

TEST_F(SignIn, LeadsAManagerFromAMailToTheirUnitsAndOutAgain) {
  Browser browser = NewBrowser();
  EXPECT_THAT(browser.Get("/sign-in").body, HasSubstr("Logga in"));
  ASSERT_EQ(browser.Post("/sign-in", {{"email", "1@Alvnas.Example"}, {"lang", "en"}}).status, 200);
  ASSERT_TRUE(WaitFor([&] { return !MailsTo("1@alvnas.example").empty(); }));
  const std::string link = LinkIn(MailsTo("1@alvnas.example")[0]);
  ASSERT_NE(link, "");

  const HttpAnswer page = browser.Get(link);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("1…@alvnas.example"));
  EXPECT_EQ(browser.cookie(), "") << "opening a link signs nobody in";

  const HttpAnswer done = browser.Post(link, {});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.headers.at("location"), "/manage");
  EXPECT_THAT(done.headers.at("set-cookie"),
              AllOf(HasSubstr("nanolearn_session="), HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Lax"),
                    HasSubstr("; Path=/"), Not(HasSubstr("Secure"))));
  const auto user = UserOf(browser);
  ASSERT_TRUE(user.ok()) << user.status();
  EXPECT_THAT(CodesOf(*user), ElementsAre("1004"));
  EXPECT_EQ(user->person_id, PersonOf("1@alvnas.example"));
  EXPECT_EQ(user->units.at(0).caller.manager_id, user->person_id);
  EXPECT_EQ(user->session.language, "en");
  EXPECT_EQ(browser.Get("/sign-in").headers.at("location"), "/manage") << "who is signed in needs no link";

  EXPECT_EQ(
      browser.Post("/language", {{"csrf", TokenOf(browser)}, {"language", "sv"}, {"next", "/manage/late"}})
          .headers.at("location"),
      "/manage/late");
  EXPECT_EQ(UserOf(browser)->session.language, "sv");
  EXPECT_EQ(
      browser.Post("/language", {{"csrf", TokenOf(browser)}, {"language", "en"}, {"next", "//evil.example"}})
          .headers.at("location"),
      "/manage");

  const std::string secret = browser.secret();
  const HttpAnswer out = browser.Post("/sign-out", {{"csrf", TokenOf(browser)}});
  EXPECT_EQ(out.headers.at("location"), "/sign-in");
  EXPECT_EQ(browser.cookie(), "");
  EXPECT_EQ(DetailsOf(server_.operations().sign_ins.Authenticate(secret).status()).reason, "NOT_SIGNED_IN");
}

TEST_F(SignIn, TellsNobodyWhetherAnAddressIsKnown) {
  Browser browser = NewBrowser();
  const HttpAnswer unknown = browser.Post("/sign-in", {{"email", "nobody@alvnas.example"}});
  const HttpAnswer learner = browser.Post("/sign-in", {{"email", "3@alvnas.example"}});
  const HttpAnswer manager = browser.Post("/sign-in", {{"email", "1@alvnas.example"}});
  EXPECT_EQ(unknown.status, 200);
  EXPECT_EQ(unknown.body, manager.body);
  EXPECT_EQ(learner.body, manager.body);
  ASSERT_TRUE(WaitFor([&] { return Requests() == 0 && !MailsTo("1@alvnas.example").empty(); }));
  EXPECT_THAT(MailsTo("nobody@alvnas.example"), IsEmpty());
  EXPECT_THAT(MailsTo("3@alvnas.example"), IsEmpty()) << "there is nothing to sign in to";
  const HttpAnswer wrong = browser.Post("/sign-in", {{"email", "no\"><script>address"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body,
              AllOf(HasSubstr("value=\"no&quot;&gt;&lt;script&gt;address\""), Not(HasSubstr("<script>"))));
}

TEST_F(SignIn, LinksAreNotUsedUpByProgramsThatOpenThemAndWorkOnce) {
  const std::string link = NewSignInLink(server_, "1@alvnas.example");
  Browser scanner = NewBrowser(), browser = NewBrowser(), thief = NewBrowser();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(scanner.Get(link).status, 200);
  EXPECT_EQ(scanner.cookie(), "");
  EXPECT_EQ(browser.Post(link, {}).status, 303);
  EXPECT_TRUE(UserOf(browser).ok());
  const HttpAnswer again = thief.Post(link, {});
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(thief.cookie(), "");
  EXPECT_EQ(thief.Get(link).status, 404);
  EXPECT_TRUE(UserOf(browser).ok());
}

TEST_F(SignIn, WrongUsedAndOldLinksAllLookTheSame) {
  const std::string used = NewSignInLink(server_, "1@alvnas.example"),
                    old = NewSignInLink(server_, "1@alvnas.example");
  Browser browser = NewBrowser(), other = NewBrowser();
  ASSERT_EQ(browser.Post(used, {}).status, 303);
  server_.clock().Set(server_.clock().Now() + kSignInLinkAge);
  const HttpAnswer wrong = other.Get("/sign-in/nl_wrong");
  EXPECT_EQ(wrong.status, 404);
  EXPECT_THAT(wrong.body, AllOf(HasSubstr("name=\"email\""), Not(HasSubstr("alvnas.example"))));
  EXPECT_EQ(other.Get(used).body, wrong.body);
  EXPECT_EQ(other.Get(old).body, wrong.body);
  EXPECT_EQ(other.Get(old.substr(0, old.size() - 1)).body, wrong.body) << "cut";
  EXPECT_EQ(other.Get("/sign-in/" + std::string(5000, 'x')).status, 404);
  EXPECT_EQ(other.Post(old, {}).status, 404);
  EXPECT_EQ(other.Get("/sign-in/%3Cscript%3Ealert(1)%3C%2Fscript%3E").body.find("<script>alert"),
            std::string::npos);
}

TEST_F(SignIn, OffersTheOtherLanguageAlsoWhenSomethingIsWrong) {
  Browser browser = NewBrowser();
  const HttpAnswer over = browser.Get("/sign-in/nl_wrong");
  EXPECT_THAT(over.body, HasSubstr("<a href=\"?lang=en\""));
  EXPECT_THAT(browser.Get("/sign-in/nl_wrong?lang=en").body, HasSubstr("The link is no longer valid."));
  const HttpAnswer wrong = browser.Post("/sign-in", {{"email", "nobody"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("<a href=\"?lang=en\""));
  const HttpAnswer refused = browser.Post("/sign-in", {}, {{"Sec-Fetch-Site", "cross-site"}});
  EXPECT_THAT(refused.body, HasSubstr("<a href=\"?lang=en\""));
}

TEST_F(SignIn, EndsWhenNobodyUsesItAndAtTheEndOfADay) {
  const absl::Time start = server_.clock().Now();
  const Browser idle = SignedIn("1@alvnas.example");
  server_.clock().Set(start + kSessionIdle);
  EXPECT_EQ(ProblemOf(idle), "NOT_SIGNED_IN");

  const Browser busy = SignedIn("1@alvnas.example");
  const absl::Time end = server_.clock().Now() + kSessionAge;
  while (server_.clock().Now() + absl::Hours(1) < end) {
    server_.clock().Set(server_.clock().Now() + absl::Hours(1));
    EXPECT_TRUE(UserOf(busy).ok()) << end - server_.clock().Now() << " before the end";
  }
  server_.clock().Set(end);
  EXPECT_EQ(ProblemOf(busy), "NOT_SIGNED_IN");
}

TEST_F(SignIn, RefusesFormsThatAreNotOfItsOwnPages) {
  Browser browser = SignedIn("1@alvnas.example");
  const Browser other = SignedIn("1@alvnas.example");
  const auto out = [&](const std::string& token, const HttpClient::Headers& headers = {}) {
    return browser.Post("/sign-out", {{"csrf", token}}, headers).status;
  };
  EXPECT_EQ(out(""), 403);
  EXPECT_EQ(out(TokenOf(other)), 403) << "the token of another session";
  EXPECT_EQ(out(TokenOf(browser), {{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(out(TokenOf(browser), {{"Sec-Fetch-Site", "same-site"}}), 403)
      << "another host of the same domain";
  EXPECT_EQ(out(TokenOf(browser), {{"Origin", "https://evil.example"}}), 403);
  EXPECT_TRUE(UserOf(browser).ok());
  EXPECT_EQ(out(TokenOf(browser), {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}), 303);
  EXPECT_EQ(browser.Post("/sign-out", {}).headers.at("location"), "/sign-in")
      << "nobody is signed in any more";

  const std::string link = NewSignInLink(server_, "1@alvnas.example");
  EXPECT_EQ(NewBrowser().Post(link, {}, {{"Sec-Fetch-Site", "cross-site"}}).status, 403)
      << "another site must not sign somebody in as it likes";
  EXPECT_EQ(NewBrowser().Post(link, {}, {{"Origin", absl::StrCat("http://", server_.http_address())}}).status,
            303);
  EXPECT_EQ(NewBrowser()
                .Post("/sign-in", {{"email", "1@alvnas.example"}}, {{"Sec-Fetch-Site", "cross-site"}})
                .status,
            403);
}

TEST_F(SignIn, GivesWhatTheRosterAndGrantsSayNow) {
  const Browser chief = SignedIn("1@alvnas.example"), karin = SignedIn("karin@byra.example");
  EXPECT_TRUE(UserOf(karin)->units.empty());
  EXPECT_TRUE(UserOf(karin)->callers.empty());

  const v1::AccessGrant author = Grant("karin@byra.example", v1::ROLE_AUTHOR);
  const v1::AccessGrant unit = Grant("karin@byra.example", v1::ROLE_MANAGER, "20");
  auto user = UserOf(karin);
  EXPECT_NE(user->With(Permission::kManageProgrammes), nullptr);
  EXPECT_EQ(user->With(Permission::kSyncPeople), nullptr);
  EXPECT_THAT(CodesOf(*user), ElementsAre("20"));
  EXPECT_EQ(user->units.at(0).caller.manager_id, kNoId);

  Revoke(author);
  EXPECT_TRUE(UserOf(karin)->callers.empty()) << "at once";
  Revoke(unit);
  EXPECT_TRUE(UserOf(karin)->units.empty());

  Grant("karin@byra.example", v1::ROLE_MANAGER);
  EXPECT_THAT(CodesOf(*UserOf(karin)), ElementsAre("G")) << "everything";

  // The chief's people move to somebody else, and another one to the chief.
  EXPECT_THAT(CodesOf(*UserOf(chief)), ElementsAre("1004"));
  server_.clock().SetDay(Date(2026, 11, 25));
  const Browser again = SignedIn("1@alvnas.example");
  Sync("2026-11-25", {{"1", "Chef", "10", ""}, {"2", "Alm", "1004", ""}, {"3", "Berg", "1003", "1"}});
  server_.clock().Set(server_.clock().Now() + absl::Seconds(2));
  EXPECT_THAT(CodesOf(*UserOf(again)), ElementsAre("1003"));
}

TEST_F(SignIn, GivesNothingInAnotherOrganisation) {
  CreateOrganisation(admin_, "annan");
  Grant("1@alvnas.example", v1::ROLE_ADMIN, "", "organisations/annan");
  const Browser here = SignedIn("1@alvnas.example"), there = SignedIn("1@alvnas.example", "annan");
  const auto manager = UserOf(here), admin = UserOf(there);
  ASSERT_TRUE(manager.ok() && admin.ok());
  EXPECT_TRUE(manager->callers.empty());
  EXPECT_TRUE(admin->units.empty());
  EXPECT_EQ(admin->person_id, kNoId);
  const Caller* caller = admin->With(Permission::kReadPeople);
  ASSERT_NE(caller, nullptr);
  EXPECT_EQ(
      DetailsOf(server_.operations().people.List(*caller, {.organisation = "alvnas"}, {}).status()).reason,
      "NOT_ALLOWED");
  EXPECT_EQ(caller->token.organisation_id, admin->organisation.id);
}

TEST_F(SignIn, DoesNotTakeOneAddressForAnother) {
  EXPECT_EQ(RightsOf("1@ALVNAS.example").person_id, PersonOf("1@alvnas.example"));
  EXPECT_EQ(RightsOf("1@alvnas.examplé").person_id, kNoId) << "the database takes é for e";
}

}  // namespace
}  // namespace nanolearn::testing
