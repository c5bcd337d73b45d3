// Links to lessons: who gets in by what, and what whoever asks for one learns.

#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "service/app/learner_links.h"
#include "service/storage/mysql/mysql_store.h"
#include "tests/integration/lesson_fixture.h"
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

class LinksTest : public LessonFixture {
 protected:
  TestClient WithRole(v1::Role role, const std::string& unit = "") {
    v1::CreateTokenRequest request;
    request.set_parent(kAlvnas);
    request.mutable_token()->set_display_name("test");
    request.mutable_token()->set_role(role);
    if (!unit.empty()) request.mutable_token()->set_unit(absl::StrCat(kAlvnas, "/units/", unit));
    v1::CreateTokenResponse response;
    EXPECT_TRUE(admin_.Call(&v1::TokenService::Stub::CreateToken, *admin_.tokens, request, &response).ok());
    return server_.WithToken(response.secret());
  }

  v1::ListLinksResponse List(const std::string& person) {
    v1::ListLinksRequest request;
    request.set_parent(kAlvnas);
    request.set_person(person);
    v1::ListLinksResponse response;
    const grpc::Status status =
        admin_.Call(&v1::LinkService::Stub::ListLinks, *admin_.links, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status Revoke(const v1::RevokeLinksRequest& request, int* revoked) {
    v1::RevokeLinksResponse response;
    const grpc::Status status =
        admin_.Call(&v1::LinkService::Stub::RevokeLinks, *admin_.links, request, &response);
    *revoked = response.revoked();
    return status;
  }

  // What somebody is told who opens it.
  std::string Opened(const std::string& code) {
    const absl::StatusOr<LessonView> view = lessons().Open(code);
    return view.ok() ? "OK" : std::string(view.status().message());
  }

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

  void Forward(absl::Duration time) { server_.clock().Set(server_.clock().Now() + time); }
};

TEST_F(LinksTest, AreTheSameForAsLongAsTheyAreGoodForNearlyAsLongAsWasAskedFor) {
  const std::string assignment = AssignmentOf("Anna");
  const v1::Link link = LinkTo(assignment);
  EXPECT_EQ(link.url(), absl::StrCat("https://lar.alvnas.example/l/", link.code()));
  EXPECT_EQ(link.assignment(), assignment);
  EXPECT_EQ(link.expire_time().seconds() - link.create_time().seconds(), 60 * 24 * 3600);
  EXPECT_EQ(LinkTo(assignment, 7).code(), link.code()) << "good for seven days and more";
  Forward(absl::Hours(5 * 24));
  EXPECT_EQ(LinkTo(assignment).code(), link.code()) << "nobody would tell fifty-five days from sixty";
  Forward(absl::Hours(24));
  EXPECT_NE(LinkTo(assignment).code(), link.code());
  EXPECT_EQ(Opened(link.code()), "OK") << "and still goes on";
  EXPECT_NE(CodeOf("Bo"), link.code());
}

TEST_F(LinksTest, AreTheSameForAllWhoAskAtOnce) {
  const std::string assignment = AssignmentOf("Anna");
  std::vector<std::string> codes(8);
  std::vector<std::thread> threads;
  for (std::string& code : codes) threads.emplace_back([&] { code = LinkTo(assignment).code(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(codes, ::testing::Each(codes.front()));
  EXPECT_EQ(Count("learner_links"), 1);
}

TEST_F(LinksTest, AreMadeByThoseWhoMay) {
  const std::string assignment = AssignmentOf("Anna");
  v1::Link link;
  for (const v1::Role role : {v1::ROLE_HR, v1::ROLE_SERVICE, v1::ROLE_ADMIN}) {
    EXPECT_TRUE(TryLink(WithRole(role), assignment, 0, &link).ok()) << v1::Role_Name(role);
  }
  for (const v1::Role role : {v1::ROLE_AUTHOR, v1::ROLE_MANAGER, v1::ROLE_AUDITOR}) {
    EXPECT_EQ(ReasonOf(TryLink(WithRole(role), assignment, 0, &link)), "NOT_ALLOWED") << v1::Role_Name(role);
  }
  EXPECT_EQ(ReasonOf(TryLink(WithRole(v1::ROLE_HR, "KF"), assignment, 0, &link)), "OUTSIDE_UNIT");
  EXPECT_EQ(FieldsOf(TryLink(admin_, assignment, 61, &link)), std::vector<std::string>{"days"});
  EXPECT_EQ(FieldsOf(TryLink(admin_, assignment, -1, &link)), std::vector<std::string>{"days"});
  EXPECT_EQ(ReasonOf(TryLink(admin_, absl::StrCat(kAlvnas, "/assignments/0000000000001"), 0, &link)),
            "ASSIGNMENT_NOT_FOUND");
  session_.Execute("UPDATE assignments SET close_date = '2026-11-20' WHERE id = ?", {IdOf(assignment)});
  EXPECT_EQ(ReasonOf(TryLink(admin_, assignment, 0, &link)), "ASSIGNMENT_CLOSED");
}

TEST_F(LinksTest, ThatAreWrongInAnyWayAreRefusedAlike) {
  const std::string code = CodeOf("Anna"), other = CodeOf("Bo");
  const v1::Link short_one = LinkTo(AssignmentOf("Anna", "rutin"), 1);
  const std::string revoked = CodeOf("Cilla");
  v1::RevokeLinksRequest request;
  request.set_parent(kAlvnas);
  request.set_person(PersonOf("Cilla"));
  int count = 0;
  ASSERT_TRUE(Revoke(request, &count).ok());
  EXPECT_EQ(count, 1);
  Forward(absl::Hours(24));

  std::string changed = code;
  changed.back() = changed.back() == '7' ? '8' : '7';
  const std::string unknown = "zzzz-zzzz-zzzz-zzzz";
  const std::string refusal = Opened(unknown);
  EXPECT_THAT(refusal, HasSubstr("does not work"));
  const std::string wrong[] = {changed,
                               code.substr(0, 10) + other.substr(10),
                               code.substr(0, 9),
                               code + "0",
                               "",
                               "'; DROP TABLE learner_links; --",
                               std::string(1 << 20, 'a'),
                               absl::StrReplaceAll(code, {{"-", "/"}}),
                               short_one.code(),
                               revoked,
                               LinkNumberText(ParseLinkCode(code)->number)};
  for (const std::string& one : wrong) {
    const std::string shown = one.substr(0, 40);
    EXPECT_EQ(Opened(one), refusal) << shown;
    const std::string stored = StoredOfLearners();
    const absl::Status statuses[] = {lessons().Start(one).status(),
                                     lessons().Advance(one, 0).status(),
                                     lessons().Answer(one, 0, 1, 0).status(),
                                     lessons().Complete(one).status(),
                                     lessons().Mine(one).status(),
                                     lessons().MakeLinkTo(one, IdOf(AssignmentOf("Anna"))).status(),
                                     lessons().SetLanguage(one, "en"),
                                     lessons().Picture(one, 1, "knapp.png").status(),
                                     links().MakeScreenCode(one).status(),
                                     links().Leave(one)};
    for (const absl::Status& status : statuses) EXPECT_EQ(status.message(), refusal) << shown;
    EXPECT_EQ(StoredOfLearners(), stored) << shown;
  }
  EXPECT_EQ(Opened(code), "OK");
  EXPECT_EQ(Opened(absl::StrReplaceAll(code, {{"-", " "}})), "OK") << "as people type it";
}

TEST_F(LinksTest, OfAnInstallationWithAnotherKeyOpenNothing) {
  const std::string code = CodeOf("Anna");
  ASSERT_EQ(Opened(code), "OK");
  session_.Execute("UPDATE learner_links SET assignment_id = ?", {IdOf(AssignmentOf("Bo"))});
  EXPECT_THAT(Opened(code), HasSubstr("does not work"))
      << "whoever writes to the database cannot turn one elsewhere";
}

TEST_F(LinksTest, AreListedWithoutCodesAndEndedByNumberOrByPerson) {
  const v1::Link first = LinkTo(AssignmentOf("Anna")), second = LinkTo(AssignmentOf("Anna", "rutin"));
  const std::string bos = CodeOf("Bo");
  const v1::ListLinksResponse listed = List(PersonOf("Anna"));
  ASSERT_THAT(listed.links(), SizeIs(2));
  for (const v1::Link& link : listed.links()) {
    EXPECT_TRUE(link.code().empty());
    EXPECT_TRUE(link.url().empty());
    EXPECT_FALSE(link.has_revoke_time());
  }
  v1::RevokeLinksRequest request;
  request.set_parent(kAlvnas);
  int revoked = 0;
  EXPECT_EQ(FieldsOf(Revoke(request, &revoked)), std::vector<std::string>{"names"});
  request.add_names(first.name());
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 1);
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 0) << "it was already";
  EXPECT_NE(Opened(first.code()), "OK");
  EXPECT_EQ(Opened(second.code()), "OK");
  EXPECT_NE(LinkTo(AssignmentOf("Anna")).code(), first.code()) << "nobody gets the ended one again";
  request.set_person(PersonOf("Anna"));
  EXPECT_EQ(FieldsOf(Revoke(request, &revoked)), std::vector<std::string>{"names"}) << "both";
  request.clear_names();
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 2);
  EXPECT_NE(Opened(second.code()), "OK");
  EXPECT_EQ(Opened(bos), "OK");
  const auto ended = List(PersonOf("Anna"));
  for (const v1::Link& link : ended.links()) EXPECT_TRUE(link.has_revoke_time());
}

TEST_F(LinksTest, ThatAreEndedEndAllThatWasMadeOfThem) {
  const std::string first = CodeOf("Anna"), bos = CodeOf("Bo");
  const std::string second = *lessons().MakeLinkTo(first, IdOf(AssignmentOf("Anna", "rutin")));
  const std::string screen = *links().TakeScreenCode(*links().MakeScreenCode(second));
  const std::string letters = *links().MakeScreenCode(first);
  for (const std::string& code : {first, second, screen}) EXPECT_EQ(Opened(code), "OK");
  v1::RevokeLinksRequest request;
  request.set_parent(kAlvnas);
  request.add_names(absl::StrCat(kAlvnas, "/links/", second.substr(0, 4), second.substr(5, 4)));
  int revoked = 0;
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 2) << "the one that was found, and the one it was made from";
  for (const std::string& code : {first, second, screen, *links().TakeScreenCode(letters)}) {
    EXPECT_NE(Opened(code), "OK");
  }
  EXPECT_EQ(ReasonOf(lessons().Start(second).status()), "LINK_NOT_FOUND");
  EXPECT_EQ(ReasonOf(lessons().MakeLinkTo(second, IdOf(AssignmentOf("Anna"))).status()), "LINK_NOT_FOUND");
  EXPECT_EQ(Opened(bos), "OK");
}

TEST_F(LinksTest, OfOtherOrganisationsAreNobodysBusiness) {
  const v1::Link link = LinkTo(AssignmentOf("Anna"));
  CreateOrganisation(admin_, "annan");
  v1::RevokeLinksRequest request;
  request.set_parent("organisations/annan");
  request.add_names(absl::StrReplaceAll(link.name(), {{"alvnas", "annan"}}));
  int revoked = 0;
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 0);
  EXPECT_EQ(Opened(link.code()), "OK");
  v1::ListLinksRequest list;
  list.set_parent("organisations/annan");
  list.set_person(absl::StrReplaceAll(PersonOf("Anna"), {{"alvnas", "annan"}}));
  v1::ListLinksResponse response;
  EXPECT_EQ(ReasonOf(admin_.Call(&v1::LinkService::Stub::ListLinks, *admin_.links, list, &response)),
            "PERSON_NOT_FOUND");
}

TEST_F(LinksTest, TheLettersForAScreenAreGoodOnceAndForTenMinutes) {
  const std::string code = CodeOf("Anna");
  const std::string letters = *links().MakeScreenCode(code);
  EXPECT_THAT(letters, SizeIs(6));
  EXPECT_TRUE(*links().IsScreenCode(letters));
  EXPECT_TRUE(*links().IsScreenCode(absl::AsciiStrToLower(letters))) << "as people type it";
  EXPECT_FALSE(*links().IsScreenCode("BCDFGH"));
  EXPECT_FALSE(*links().IsScreenCode(""));
  EXPECT_EQ(Count("learner_links"), 1) << "to ask takes nothing";
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const absl::StatusOr<std::string> screen = links().TakeScreenCode(letters);
      taken += screen.ok();
      if (!screen.ok()) {
        EXPECT_EQ(ReasonOf(screen.status()), "SCREEN_CODE_NOT_FOUND");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1);
  EXPECT_FALSE(*links().IsScreenCode(letters));
  const std::string late = *links().MakeScreenCode(code);
  Forward(kScreenCodeAge);
  EXPECT_FALSE(*links().IsScreenCode(late));
  EXPECT_EQ(ReasonOf(links().TakeScreenCode(late).status()), "SCREEN_CODE_NOT_FOUND");
  EXPECT_EQ(Count("learner_links"), 2);
}

TEST_F(LinksTest, OfAScreenEndSoonAfterTheyWereUsedLast) {
  const std::string code = CodeOf("Anna");
  const std::string screen = *links().TakeScreenCode(*links().MakeScreenCode(code));
  Forward(kScreenLinkAge - absl::Seconds(1));
  EXPECT_EQ(Opened(screen), "OK");
  ASSERT_TRUE(lessons().Start(screen).ok());
  Forward(kScreenLinkAge - absl::Seconds(1));
  EXPECT_EQ(Opened(screen), "OK") << "something was done";
  Forward(absl::Seconds(1));
  EXPECT_NE(Opened(screen), "OK") << "only looked at since";
  EXPECT_EQ(Opened(code), "OK") << "the phone is another matter";
}

TEST_F(LinksTest, OfAScreenAreForgottenAtOnceWithAllThatCameOfThem) {
  const std::string code = CodeOf("Anna");
  const std::string screen = *links().TakeScreenCode(*links().MakeScreenCode(code));
  const std::string other = *lessons().MakeLinkTo(screen, IdOf(AssignmentOf("Anna", "rutin")));
  EXPECT_TRUE(lessons().Open(other)->learner.is_screen);
  EXPECT_EQ(ReasonOf(links().MakeScreenCode(screen).status()), "LINK_NOT_FOUND")
      << "nobody takes a lesson along";
  ASSERT_TRUE(links().Leave(other).ok());
  EXPECT_NE(Opened(other), "OK");
  EXPECT_NE(Opened(screen), "OK") << "the way back leads nowhere";
  ASSERT_TRUE(links().Leave(code).ok());
  EXPECT_EQ(Opened(code), "OK") << "it is no screen's";
}

TEST_F(LinksTest, AreSentToWhoeverHasTheAddress) {
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

TEST_F(LinksTest, ThatWereSentTellThatMailReachesThePersonAfterAll) {
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

TEST_F(LinksTest, AreInTheLanguageThatThePersonHasChosen) {
  ASSERT_TRUE(lessons().SetLanguage(CodeOf("Anna"), "en").ok());
  Ask("anna@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  EXPECT_THAT(Mails()[0].text, AllOf(HasSubstr("Phishing"), Not(HasSubstr("Nätfiske"))));
}

TEST_F(LinksTest, AnAddressThatNobodyHasChangesNothing) {
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

TEST_F(LinksTest, AreNotSentToThoseWhomTheRosterHasLetGo) {
  Send({Anna(), Bo()}, "2026-11-23");
  EXPECT_TRUE(List(PersonOf("Anna")).links().empty());
  Ask("cilla@alvnas.example");
  EXPECT_THAT(Mails(), IsEmpty());
  Ask("bo@alvnas.example");
  EXPECT_THAT(Mails(), SizeIs(1));
}

TEST_F(LinksTest, NameNobodyWhoseIdentityIsProtected) {
  Employee cilla = Cilla();
  cilla.is_protected = "J";
  Send({Anna(), Bo(), cilla});
  Ask("cilla@alvnas.example");
  ASSERT_THAT(Mails(), SizeIs(1));
  EXPECT_THAT(Mails()[0].text, Not(HasSubstr("Cilla")));
}

TEST_F(LinksTest, ToSignInAreForManagersAndThoseWhoHaveBeenGivenAccess) {
  const auto wants = LinkRequest::Wants::kSignIn;
  Ask("bo@alvnas.example", wants);
  EXPECT_THAT(Mails(), IsEmpty()) << "nobody reports to him";
  Ask("Anna@alvnas.example", wants);
  ASSERT_THAT(Mails(), SizeIs(1)) << "she leads two";
  EXPECT_EQ(Mails()[0].recipient, "anna@alvnas.example");
  const std::string secret = After(Mails()[0].text, "https://lar.alvnas.example/sign-in/");
  EXPECT_EQ(Count(absl::StrCat("sign_in_links WHERE HEX(hash) = '", Hex(Sha256(secret)), "'")), 1);
  EXPECT_EQ(*server_.operations().sign_ins.EmailOf(secret), "anna@alvnas.example");
  EXPECT_TRUE(server_.operations().sign_ins.Redeem(secret).ok());
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

TEST_F(LinksTest, AreForgottenAWhileAfterTheyExpired) {
  LinkTo(AssignmentOf("Anna"), 1);
  const std::string kept = LinkTo(AssignmentOf("Bo"), 60).code();
  ASSERT_TRUE(links().MakeScreenCode(kept).ok());
  Forward(absl::Hours(9 * 24));
  EXPECT_TRUE(WaitFor([&] { return Count("learner_links") == 1 && Count("screen_codes") == 0; }));
  EXPECT_EQ(Opened(kept), "OK");
}

// Without a server, which would answer them.
TEST(LinkRequestsTest, AreRefusedWhenTooManyWait) {
  const auto store = *mysql::MysqlStore::Open(TestDatabase::Fresh());
  const TestClock clock;
  IdGenerator ids(clock);
  const HashKey key(std::string(32, 'k'));
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
