// Links to lessons: who gets in by what, and for how long.

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "service/app/learner_links.h"
#include "tests/integration/link_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class LinksTest : public LinkFixture {};

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
  LearnerLink link;
  const absl::Status status = server_.operations().env.store.Read([&](const ReadTransaction& tx) {
    link = tx.links().Find(ParseLinkCode(code)->number).value();
    return absl::OkStatus();
  });
  ASSERT_TRUE(status.ok()) << status;
  ASSERT_EQ(LinkCode(link, server_.operations().env.keys.InUse()), code);
  const std::string others = LinkCode(link, HashKey(std::string(HashKey::kBytes, 'k')));
  EXPECT_EQ(others.substr(0, 9), code.substr(0, 9)) << "the same link";
  EXPECT_THAT(Opened(others), HasSubstr("does not work"));
  EXPECT_EQ(Opened(code), "OK");
}

TEST_F(LinksTest, ThatWereTurnedElsewhereInTheDatabaseOpenNothing) {
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

TEST_F(LinksTest, AreFoundByWhateverTheirPersonIsCalled) {
  const std::string anna = PersonOf("Anna");
  LinkTo(AssignmentOf("Anna"));
  for (const std::string& called :
       {anna, FormatId(IdOf(anna)), std::string("anna@alvnas.example"), std::string("personal:1")}) {
    EXPECT_THAT(List(called).links(), SizeIs(1)) << called;
  }
  v1::ListLinksRequest list;
  list.set_parent(kAlvnas);
  list.set_person("personal:999");
  v1::ListLinksResponse response;
  EXPECT_EQ(ReasonOf(admin_.Call(&v1::LinkService::Stub::ListLinks, *admin_.links, list, &response)),
            "PERSON_NOT_FOUND");
  v1::RevokeLinksRequest request;
  request.set_parent(kAlvnas);
  request.set_person("personal:1");
  int revoked = 0;
  ASSERT_TRUE(Revoke(request, &revoked).ok());
  EXPECT_EQ(revoked, 1);
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

TEST_F(LinksTest, AreForgottenAWhileAfterTheyExpired) {
  LinkTo(AssignmentOf("Anna"), 1);
  const std::string kept = LinkTo(AssignmentOf("Bo"), 60).code();
  ASSERT_TRUE(links().MakeScreenCode(kept).ok());
  Forward(absl::Hours(9 * 24));
  EXPECT_TRUE(WaitFor([&] { return Count("learner_links") == 1 && Count("screen_codes") == 0; }));
  EXPECT_EQ(Opened(kept), "OK");
}

}  // namespace
}  // namespace nanolearn::testing
