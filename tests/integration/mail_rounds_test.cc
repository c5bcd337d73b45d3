// The mails of the day over the life of a programme: who is told what, when, and that nobody is twice.

#include <thread>

#include "tests/integration/mail_round_fixture.h"

namespace nanolearn::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Mails = std::set<std::string>;
using MailsByDay = std::map<std::string, Mails>;

class MailRoundsTest : public SmallLineFixture {};

TEST_F(MailRoundsTest, TellsEverybodyOnceOnTheDaysOfTheRuleAndGoesUpTheLineUntilItStops) {
  Begin();
  NoDigests();
  RunDay(Date(2026, 11, 24));
  EXPECT_THAT(MadeOn(Date(2026, 11, 24)), IsEmpty()) << "it opens tomorrow";
  RunDay(Date(2026, 11, 25));
  EXPECT_THAT(MadeOn(Date(2026, 11, 25)),
              ElementsAre("p1 väntar", "p2 väntar", "p3 väntar", "p4 väntar", "p5 väntar"));
  SetTime(Date(2026, 11, 26), 20);
  CompleteAllBut({3});
  RunDays(Date(2026, 11, 27), Date(2027, 1, 31));
  EXPECT_EQ(Made(Date(2026, 11, 26), Date(2027, 1, 31)),
            MailsByDay({{"2026-12-02", {"p3 ska vara klar"}},
                        {"2026-12-14", {"p3 försenad"}},  // the 12th is a Saturday
                        {"2026-12-16", {"p2 escalation"}},
                        {"2026-12-23", {"p1 escalation"}}}));
}

TEST_F(MailRoundsTest, WhatIsDoneIsNotToldOf) {
  Begin();
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 11, 26), 20);
  CompleteAllBut({});
  RunDays(Date(2026, 11, 27), Date(2026, 12, 31));
  for (const auto& [day, mails] : Made(Date(2026, 11, 27), Date(2026, 12, 31))) {
    for (const std::string& mail : mails) EXPECT_THAT(mail, HasSubstr("digest")) << day;
  }
}

TEST_F(MailRoundsTest, AServerThatWasDownForDaysTellsOfThemOnce) {
  Begin();
  NoDigests();
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 11, 25), 20);
  CompleteAllBut({3});
  server_.Stop();
  // The reminder, the due day and the mail three days after it fall out.
  RunDay(Date(2026, 12, 17));
  RunDays(Date(2026, 12, 18), Date(2026, 12, 31));
  EXPECT_EQ(
      Made(Date(2026, 11, 26), Date(2026, 12, 31)),
      MailsByDay({{"2026-12-17", {"p2 escalation", "p3 försenad"}}, {"2026-12-23", {"p1 escalation"}}}));
}

TEST_F(MailRoundsTest, LeaveExtensionsAndNewcomersMoveWhatIsTold) {
  std::vector<Worker> workers = Workers();
  // 4 is on leave from before it opens until 1 December; 7 days of it do not count.
  workers[3].leave_from = "2026-11-20";
  workers[3].leave_to = "2026-11-30";
  Begin(workers);
  NoDigests();
  RunDay(Date(2026, 11, 25));
  EXPECT_THAT(MadeOn(Date(2026, 11, 25)), Not(Contains("p4 väntar")));
  SetTime(Date(2026, 11, 25), 20);
  Complete(1);
  Complete(2);
  Complete(5);
  Extend(3, "2026-12-23");
  RunDays(Date(2026, 11, 26), Date(2026, 12, 6));
  SetTime(Date(2026, 12, 6), 20);
  workers.push_back({.key = 6, .manager = 2, .from = "2026-12-07"});
  Sync(workers, "2026-12-06");
  RunDays(Date(2026, 12, 7), Date(2026, 12, 24));
  const MailsByDay made = Made(Date(2026, 11, 26), Date(2026, 12, 24));
  EXPECT_EQ(made.at("2026-12-01"), Mails({"p4 väntar"})) << "the first day back";
  EXPECT_EQ(made.at("2026-12-07"), Mails({"p6 väntar"})) << "the first day";
  EXPECT_EQ(made.at("2026-12-16"), Mails({"p3 ska vara klar"})) << "seven days before the new due date";
  EXPECT_FALSE(made.contains("2026-12-02")) << "nobody is reminded of the old one";
}

TEST_F(MailRoundsTest, WhatIsAssignedLateIsToldOfOnTheNextDay) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 11, 30));
  SetTime(Date(2026, 11, 30), 20);
  std::vector<Worker> workers = Workers();
  // The list comes in the evening of the day on which 6 begins.
  workers.push_back({.key = 6, .manager = 2, .from = "2026-11-30"});
  Sync(workers, "2026-11-30");
  RunDays(Date(2026, 12, 1), Date(2026, 12, 3));
  EXPECT_EQ(Made(Date(2026, 11, 26), Date(2026, 12, 1)), MailsByDay({{"2026-12-01", {"p6 väntar"}}}));
}

TEST_F(MailRoundsTest, WhatAServerWithAClockThatIsBehindAssignsIsToldOfOnTheNextDay) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 1));
  SetTime(Date(2026, 12, 1), 20);
  std::vector<Worker> workers = Workers();
  workers.push_back({.key = 6, .manager = 2, .from = "2026-12-01"});
  Sync(workers, "2026-12-01");
  // As if it had been assigned right after the round began, by a clock that is behind.
  SetTime(Date(2026, 12, 1), 8);
  const Id behind = FirstIdAt(server_.clock().Now() - absl::Milliseconds(20));
  Execute(absl::StrCat("UPDATE assignments SET id = ", behind, " WHERE id = ", IdIn(AssignmentOf(6))));
  RunDays(Date(2026, 12, 2), Date(2026, 12, 3));
  EXPECT_EQ(MadeOn(Date(2026, 12, 2)).count("p6 väntar"), 1u);
}

TEST_F(MailRoundsTest, WaitsWhileLessonsAreBeingAssigned) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 11, 30));
  SetTime(Date(2026, 12, 1), 8);
  std::vector<Worker> workers = Workers();
  workers.push_back({.key = 6, .manager = 2, .from = "2026-12-01"});
  Sync(workers, "2026-12-01");
  Round(env_);
  EXPECT_THAT(MadeOn(Date(2026, 12, 1)), IsEmpty());
  server_.clock().Set(server_.clock().Now() + absl::Seconds(11));
  Round(env_);
  EXPECT_EQ(MadeOn(Date(2026, 12, 1)).count("p6 väntar"), 1u);
}

TEST_F(MailRoundsTest, OneMailListsEverythingUnderWhatIsMostPressing) {
  Begin({{.key = 1}});
  NoDigests();
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 12, 8), 20);
  PublishModule(admin_, "phishing");
  CreateProgramme("2026-12-14", "second", "phishing");
  RunDays(Date(2026, 12, 9), Date(2026, 12, 14));
  EXPECT_THAT(MadeOn(Date(2026, 12, 14)), ElementsAre("p1 försenad"));
  std::string text;
  Query("SELECT text_body FROM mails WHERE about LIKE 'lessons % 2026-12-14'",
        [&](const mysql::Row& row) { text = row.Text(0); });
  std::vector<std::string> titles;
  Query("SELECT display_name FROM module_revisions",
        [&](const mysql::Row& row) { titles.push_back(row.Text(0)); });
  ASSERT_EQ(titles.size(), 2u);
  for (const std::string& title : titles) EXPECT_THAT(text, HasSubstr(title));
  EXPECT_THAT(text, HasSubstr("https://larande.alvnas.example/l/"));
}

TEST_F(MailRoundsTest, IsInThePersonsLanguageAndNamesNoProtectedIdentity) {
  std::vector<Worker> workers = Workers();
  workers[3].protected_identity = true;
  Sync(workers, "2026-11-01");
  CreateProgramme("2026-11-25");
  const std::string person = PersonOf(3);
  ASSERT_TRUE(store_
                  ->Write([&](WriteTransaction& tx) {
                    const Id org = tx.organisations().Find("alvnas")->id;
                    tx.contacts().SetLanguage(org, *ParseId(person.substr(person.rfind('/') + 1)), "en");
                    return absl::OkStatus();
                  })
                  .ok());
  RunDay(Date(2026, 11, 25));
  std::map<std::string, std::string> texts;
  Query("SELECT recipient, text_body FROM mails WHERE about LIKE 'lessons %'",
        [&](const mysql::Row& row) { texts[row.Text(0)] = row.Text(1); });
  EXPECT_THAT(texts.at(AddressOf(3)), HasSubstr("Hello Namn3!"));
  EXPECT_THAT(texts.at(AddressOf(5)), HasSubstr("Hej Namn5!"));
  EXPECT_THAT(texts.at(AddressOf(4)), HasSubstr("Hej!"));
  EXPECT_THAT(texts.at(AddressOf(4)), Not(HasSubstr("Namn4")));
}

TEST_F(MailRoundsTest, WhoHasNoAddressOrIsNotReachedIsLeftOut) {
  std::vector<Worker> workers = Workers();
  workers[4].email = "-";
  Sync(workers, "2026-11-01");
  CreateProgramme("2026-11-25");
  const std::string person = PersonOf(3);
  ASSERT_TRUE(store_
                  ->Write([&](WriteTransaction& tx) {
                    const Id org = tx.organisations().Find("alvnas")->id;
                    tx.contacts().SetUnreachable(org, *ParseId(person.substr(person.rfind('/') + 1)),
                                                 AddressOf(3), "550", server_.clock().Now());
                    return absl::OkStatus();
                  })
                  .ok());
  v1::QueryComplianceRequest request;
  request.set_parent(kAlvnas);
  v1::QueryComplianceResponse response;
  ASSERT_TRUE(
      admin_.Call(&v1::ComplianceService::Stub::QueryCompliance, *admin_.compliance, request, &response)
          .ok());
  EXPECT_EQ(response.unreachable(), 1);
  RunDay(Date(2026, 11, 25));
  EXPECT_THAT(MadeOn(Date(2026, 11, 25)), ElementsAre("p1 väntar", "p2 väntar", "p4 väntar"));

  SetTime(Date(2026, 11, 25), 20);
  workers[2].email = "new@alvnas.example";
  Sync(workers, "2026-11-25");
  SetTime(Date(2026, 11, 26), 6);
  ASSERT_TRUE(
      admin_.Call(&v1::ComplianceService::Stub::QueryCompliance, *admin_.compliance, request, &response)
          .ok());
  EXPECT_EQ(response.unreachable(), 0) << "nobody has tried the new address";
  RunDays(Date(2026, 11, 26), Date(2026, 12, 2));
  EXPECT_THAT(MadeOn(Date(2026, 12, 2)), Contains("new ska vara klar"));
}

// 2 knows how four of the ten stand, 1 how two do: what is left for 1 are eight people, for 2 six.
TEST_F(MailRoundsTest, ManagersGetNumbersOnceAWeek) {
  std::vector<Worker> workers = Workers();
  for (int key = 6; key <= 10; ++key) workers.push_back({.key = key});
  Begin(workers);
  RunDays(Date(2026, 11, 25), Date(2026, 11, 29));
  SetTime(Date(2026, 11, 29), 20);
  Complete(3);
  RunDays(Date(2026, 11, 30), Date(2026, 11, 30));
  // Read at once: what has waited for some days is not sent any more, and its text is taken away.
  std::string text;
  Query("SELECT text_body FROM mails WHERE about LIKE 'digest %' AND recipient LIKE 'p2@%'",
        [&](const mysql::Row& row) { text = row.Text(0); });
  RunDays(Date(2026, 12, 1), Date(2026, 12, 6));
  const MailsByDay made = Made(Date(2026, 11, 26), Date(2026, 12, 6));
  EXPECT_EQ(made.at("2026-11-30"), Mails({"p1 digest", "p2 digest"}));
  EXPECT_THAT(text, HasSubstr("1 av 3"));
  EXPECT_THAT(text, HasSubstr("https://larande.alvnas.example/sign-in"));
  EXPECT_THAT(text, HasSubstr("1 av 10")) << "the unit, as compliance show has it";
  for (const int key : {3, 4, 5}) EXPECT_THAT(text, Not(HasSubstr(absl::StrCat("Namn", key))));
}

TEST_F(MailRoundsTest, ADigestDoesNotTellOfTheOneWhoDoesNotReport) {
  Begin();
  RunDays(Date(2026, 11, 25), Date(2026, 11, 30));
  std::string text;
  Query("SELECT text_body FROM mails WHERE about LIKE 'digest %' AND recipient LIKE 'p2@%'",
        [&](const mysql::Row& row) { text = row.Text(0); });
  EXPECT_THAT(text, HasSubstr("0 av 3"));
  EXPECT_THAT(text, Not(HasSubstr("0 av 5"))) << "what 2 and their three do not have, 1 has";
}

TEST_F(MailRoundsTest, AManagerOfWhosePeopleNothingIsAskedGetsNoDigest) {
  Sync(Workers(), "2026-11-01");
  CreateProgramme("2026-12-09");
  RunDays(Date(2026, 11, 30), Date(2026, 12, 1));
  EXPECT_EQ(Made(Date(2026, 11, 24), Date(2026, 12, 1)), MailsByDay());
}

TEST_F(MailRoundsTest, WhereNoProgrammeWritesThereAreNoMails) {
  Begin();
  Execute(
      "UPDATE programmes SET mails_invitation = 0, mails_before = '', mails_after = '', mails_escalation = "
      "''");
  RunDays(Date(2026, 11, 25), Date(2026, 12, 20));
  EXPECT_EQ(Count("mails WHERE kind IN ('LESSONS', 'MANAGER')"), 0);
}

TEST_F(MailRoundsTest, NobodyGetsTwoFromServersThatDoItTogether) {
  std::vector<Worker> workers = {{.key = 1}};
  for (int key = 2; key <= 700; ++key) workers.push_back({.key = key, .manager = 1});
  Begin(workers);
  SetTime(Date(2026, 11, 25), 8);
  std::vector<std::thread> servers;
  for (int i = 0; i < 3; ++i) {
    servers.emplace_back([&] {
      const auto store = *mysql::MysqlStore::Open(server_.database());
      IdGenerator ids(server_.clock());
      Environment env{*store, server_.clock(), ids, key_};
      Round(env);
    });
  }
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(Count("mails WHERE kind = 'LESSONS'"), 700);
  EXPECT_EQ(Count("(SELECT DISTINCT recipient FROM mails WHERE kind = 'LESSONS') m"), 700);
  EXPECT_EQ(Count("mail_round_people"), 0);
}

TEST_F(MailRoundsTest, ARoundThatStoppedInTheMiddleIsFinishedOnTheNextDayAndNobodyGetsTwo) {
  std::vector<Worker> workers = {{.key = 1}};
  for (int key = 2; key <= 500; ++key) workers.push_back({.key = key, .manager = 1});
  Begin(workers);
  NoDigests();
  server_.Stop();
  SetTime(Date(2026, 11, 25), 8);
  MailRounds rounds(env_);
  // Begun, and two steps.
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(rounds.Next(Alvnas()).ok());
  EXPECT_EQ(Count("mails WHERE kind = 'LESSONS'"), 400);
  RunDay(Date(2026, 11, 26));
  EXPECT_EQ(Count("mails WHERE kind = 'LESSONS'"), 500);
  EXPECT_EQ(Count("(SELECT DISTINCT recipient FROM mails WHERE kind = 'LESSONS') m"), 500);
}

TEST_F(MailRoundsTest, ManagersAreToldOfWhatWasFoundOnADayWithoutARoundOfItsOwn) {
  Begin();
  NoDigests();
  RunDay(Date(2026, 11, 25));
  SetTime(Date(2026, 11, 26), 20);
  CompleteAllBut({3});
  RunDays(Date(2026, 11, 27), Date(2026, 12, 15));
  server_.Stop();
  MailRounds rounds(env_);
  SetTime(Date(2026, 12, 16), 8);
  ASSERT_TRUE(rounds.Next(Alvnas()).ok());  // begun
  SetTime(Date(2026, 12, 17), 8);
  ASSERT_TRUE(rounds.Next(Alvnas()).ok());  // people were looked at, and the servers were down again
  EXPECT_EQ(Count("escalations WHERE day = '2026-12-17'"), 1);
  RunDays(Date(2026, 12, 18), Date(2026, 12, 22));
  EXPECT_EQ(Made(Date(2026, 12, 15), Date(2026, 12, 22)), MailsByDay({{"2026-12-18", {"p2 escalation"}}}));
}

}  // namespace
}  // namespace nanolearn::testing
