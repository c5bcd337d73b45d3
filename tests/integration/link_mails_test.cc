// Links that people ask for by mail: who gets one, and what whoever asks learns.

#include <gmock/gmock.h>

#include "service/app/learner_links.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/integration/link_fixture.h"
#include "tests/support/test_database.h"

namespace nanolearn::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

struct StoredMail {
  std::string recipient, subject, text, html, kind;
};

class LinkMailsTest : public LinkFixture {
 protected:
  void Ask(const std::string& email, LinkRequest::Wants wants = LinkRequest::Wants::kLessons) {
    const absl::Status status = links().Request(wants, email, "sv");
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_TRUE(WaitFor([&] { return Count("link_requests") == 0; }));
  }

  std::vector<StoredMail> Mails() {
    std::vector<StoredMail> mails;
    session_.Query(
        "SELECT recipient, subject, text_body, html_body, kind FROM mails WHERE kind = 'ACCESS' ORDER BY id",
        {}, [&](const mysql::Row& row) {
          mails.push_back({row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)});
        });
    return mails;
  }

  // What follows `before` in a mail.
  static std::string After(const std::string& text, const std::string& before) {
    const size_t at = text.find(before);
    if (at == std::string::npos) return "";
    const size_t begin = at + before.size();
    return text.substr(begin, text.find_first_of(" \r\n)<\"", begin) - begin);
  }
};

TEST_F(LinkMailsTest, AreSentToWhoeverHasTheAddress) {
  Ask("anna@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  const StoredMail mail = Mails()[0];
  EXPECT_EQ(mail.recipient, "anna@alvnas.example");
  EXPECT_EQ(mail.kind, "ACCESS");
  EXPECT_THAT(mail.text, AllOf(HasSubstr("Anna"), HasSubstr("Nätfiske"), Not(HasSubstr("Ek"))));
  const std::string code = After(mail.text, "https://lar.alvnas.example/l/");
  const LessonView view = *lessons().Open(code);
  EXPECT_EQ(view.learner.person_id, IdOf(PersonOf("Anna")));
  EXPECT_THAT(mail.text, HasSubstr(view.code)) << "to type";

  Ask("anna@alvnas.example");
  EXPECT_THAT(Mails(), SizeIs(1)) << "one an hour";
  Forward(absl::Hours(1));
  Ask("  Anna@ALVNAS.example ");
  ASSERT_THAT(Mails(), SizeIs(2));
  EXPECT_EQ(Mails()[1].recipient, "anna@alvnas.example") << "as the roster has it";
  EXPECT_EQ(After(Mails()[1].text, "https://lar.alvnas.example/l/"), code) << "the same, it is still good";
}

TEST_F(LinkMailsTest, ThatWereSentTellThatMailReachesThePersonAfterAll) {
  Ask("anna@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  const std::string code = After(Mails()[0].text, "https://lar.alvnas.example/l/");
  session_.Execute(
      "INSERT INTO person_contacts (organisation_id, person_id, unreachable_address, unreachable_reason, "
      "unreachable_time) SELECT organisation_id, id, 'anna@alvnas.example', '550', '2026-11-20' FROM people "
      "WHERE id = ?",
      {IdOf(PersonOf("Anna"))});
  ASSERT_TRUE(lessons().Open(code).ok());
  EXPECT_EQ(Count("person_contacts WHERE unreachable_time IS NOT NULL"), 1)
      << "a scanner of mails may have looked";
  ASSERT_TRUE(lessons().Start(code).ok());
  EXPECT_EQ(Count("person_contacts WHERE unreachable_time IS NOT NULL"), 0);
}

TEST_F(LinkMailsTest, AreInTheLanguageThatThePersonHasChosen) {
  ASSERT_TRUE(lessons().SetLanguage(CodeOf("Anna"), "en").ok());
  Ask("anna@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  EXPECT_THAT(Mails()[0].text, AllOf(HasSubstr("Phishing"), Not(HasSubstr("Nätfiske"))));
}

TEST_F(LinkMailsTest, AnAddressThatNobodyHasChangesNothing) {
  const std::string stored = StoredOfLearners();
  for (const char* email : {"nobody@alvnas.example", "anna@alvnas.example.org", "ánna@alvnas.example"}) {
    Ask(email);
    Ask(email, LinkRequest::Wants::kSignIn);
  }
  EXPECT_EQ(StoredOfLearners(), stored);
  EXPECT_THAT(Mails(), IsEmpty());
  EXPECT_EQ(ReasonOf(links().Request(LinkRequest::Wants::kLessons, "anna", "sv")), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(links().Request(LinkRequest::Wants::kLessons, std::string(300, 'a') + "@alvnas.example",
                                     "sv")),
            "INVALID_FIELD");
}

TEST_F(LinkMailsTest, AreNotSentToThoseWhomTheRosterHasLetGo) {
  Send({Anna(), Bo()}, "2026-11-23");
  EXPECT_TRUE(List(PersonOf("Anna")).links().empty());
  Ask("cilla@alvnas.example");
  EXPECT_THAT(Mails(), IsEmpty());
  Ask("bo@alvnas.example");
  EXPECT_THAT(Mails(), SizeIs(1));
}

TEST_F(LinkMailsTest, NameNobodyWhoseIdentityIsProtected) {
  Employee cilla = Cilla();
  cilla.is_protected = "J";
  Send({Anna(), Bo(), cilla});
  Ask("cilla@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  EXPECT_THAT(Mails()[0].text, Not(HasSubstr("Cilla")));
}

TEST_F(LinkMailsTest, ToSignInAreForManagersAndThoseWhoHaveBeenGivenAccess) {
  const auto wants = LinkRequest::Wants::kSignIn;
  Ask("bo@alvnas.example", wants);
  EXPECT_THAT(Mails(), IsEmpty()) << "nobody reports to him";
  Ask("Anna@alvnas.example", wants);
  ASSERT_THAT(Mails(), SizeIs(1)) << "she leads two";
  EXPECT_EQ(Mails()[0].recipient, "anna@alvnas.example");
  const std::string secret = After(Mails()[0].text, "https://lar.alvnas.example/sign-in/");
  EXPECT_EQ(Count(absl::StrCat("sign_in_links WHERE HEX(hash) = '", Hex(Sha256(secret)), "'")), 1);
  EXPECT_EQ(*server_.operations().sign_ins.EmailOf(secret), "anna@alvnas.example");
  EXPECT_TRUE(server_.operations().sign_ins.Redeem(secret, "").ok());
  Ask("anna@alvnas.example", wants);
  EXPECT_THAT(Mails(), SizeIs(1)) << "not twice within ten minutes";
  EXPECT_EQ(Count("sign_in_links"), 1);
  Forward(absl::Minutes(10));
  Ask("anna@alvnas.example", wants);
  EXPECT_THAT(Mails(), SizeIs(2));

  session_.Execute(
      "INSERT INTO access_grants (organisation_id, id, email, role, create_time, created_by) SELECT id, 1, "
      "'karin@byra.example', 'AUDITOR', '2026-11-01', 'test' FROM organisations");
  Ask("Karin@byra.example", wants);
  ASSERT_THAT(Mails(), SizeIs(3));
  EXPECT_EQ(Mails()[2].recipient, "karin@byra.example");
  session_.Execute("UPDATE access_grants SET revoke_time = '2026-11-20'");
  Forward(absl::Minutes(10));
  Ask("karin@byra.example", wants);
  EXPECT_THAT(Mails(), SizeIs(3)) << "taken back";
}

// Without a server, which would answer them.
TEST(LinkRequestsTest, AreRefusedWhenTooManyWait) {
  const auto store = *mysql::MysqlStore::Open(TestDatabase::Fresh());
  const TestClock clock;
  IdGenerator ids(clock);
  KeyRing key(std::string(32, 'k'));
  LearnerLinks links(Environment{*store, clock, ids, key});
  ASSERT_TRUE(store
                  ->Write([&](WriteTransaction& tx) {
                    for (Id id = 1; id < 10000; ++id) {
                      tx.links().InsertRequest(
                          {.id = id, .email = "a@b.example", .language = "sv", .create_time = clock.Now()});
                    }
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_TRUE(links.Request(LinkRequest::Wants::kLessons, "anna@alvnas.example", "sv").ok());
  const absl::Status refused = links.Request(LinkRequest::Wants::kLessons, "anna@alvnas.example", "sv");
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused), "TOO_BUSY");
}

}  // namespace
}  // namespace nanolearn::testing
