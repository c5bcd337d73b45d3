// Reminders that a manager sends to those who are late: once a day, and one mail with what the day sends by
// itself.

#include "service/app/reminders.h"

#include "tests/integration/mail_round_fixture.h"
#include "tests/support/forgetful_store.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;

// Whoever may see who is late may remind them.
class RemindersTest : public SmallLineFixture {
 protected:
  RemindersTest() : compliance_(env_), reminders_(env_, compliance_) {}

  Caller As(Role role) {
    Caller caller;
    caller.token.role = role;
    caller.token.organisation_id = kNoId;
    return caller;
  }
  ReminderCounts Send(absl::Span<const Id> assignments = {}, const std::string& unit = "") {
    const auto counts =
        reminders_.Send(As(Role::kHr), {.organisation = "alvnas", .unit_code = unit}, assignments);
    EXPECT_TRUE(counts.ok()) << counts.status();
    return counts.value_or(ReminderCounts());
  }

  std::string TextOf(int key, Date day) {
    std::string text;
    Query(absl::StrCat("SELECT text_body FROM mails WHERE about LIKE 'lessons % ", FormatDate(day),
                       "' AND recipient = '", AddressOf(key), "'"),
          [&](const mysql::Row& row) { text = row.Text(0); });
    return text;
  }
  int TitlesIn(const std::string& text) {
    int titles = 0;
    Query("SELECT DISTINCT display_name FROM module_revisions",
          [&](const mysql::Row& row) { titles += text.find(row.Text(0)) != std::string::npos; });
    return titles;
  }

  Compliance compliance_;
  Reminders reminders_;
};

TEST_F(RemindersTest, ReachOnceADayWhoeverIsLate) {
  std::vector<Worker> workers = Workers();
  workers[4].email = "-";
  Begin(workers);
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 10));
  SetTime(Date(2026, 12, 10), 13);
  CompleteAllBut({3, 4, 5});
  const std::string name = AssignmentOf(3);
  ReminderCounts one = Send({IdIn(name)});
  EXPECT_EQ(one.sent, 1);
  EXPECT_EQ(one.no_address, 0) << "nobody else was asked about";
  const ReminderCounts all = Send();
  EXPECT_EQ(all.sent, 1);
  EXPECT_EQ(all.reminded_today, 1);
  EXPECT_EQ(all.no_address, 1);
  EXPECT_EQ(Send().sent, 0);
  EXPECT_THAT(MadeOn(Date(2026, 12, 10)), ElementsAre("p3 försenad", "p4 försenad"));
}

TEST_F(RemindersTest, AndTheRoundOfTheDayAreOneMail) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 13));
  SetTime(Date(2026, 12, 13), 20);  // a Sunday: it arrives on Monday
  EXPECT_EQ(Send().sent, 5);
  RunDay(Date(2026, 12, 14));
  EXPECT_EQ(MadeOn(Date(2026, 12, 14)).size(), 5u);
  SetTime(Date(2026, 12, 14), 10);
  EXPECT_EQ(Send().reminded_today, 5);
}

TEST_F(RemindersTest, TellAllThatIsOpenOnTheDayOnWhichTheyArrive) {
  Begin({{.key = 1}});
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 13));
  SetTime(Date(2026, 12, 13), 20);
  PublishModule(admin_, "phishing");
  CreateProgramme("2026-12-14", "second", "phishing");
  EXPECT_EQ(Send().sent, 1);
  EXPECT_EQ(TitlesIn(TextOf(1, Date(2026, 12, 14))), 2);
}

TEST_F(RemindersTest, OfTheEveningDoNotSwallowTheInvitationOfTheNextMorning) {
  Begin({{.key = 1}});
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 16));
  SetTime(Date(2026, 12, 16), 20);
  EXPECT_EQ(Send().sent, 1);
  EXPECT_EQ(Count("mails WHERE about LIKE 'lessons % 2026-12-17' AND due_time <= '2026-12-17 06:00:00'"), 0)
      << "at seven the round goes first";
  PublishModule(admin_, "phishing");
  CreateProgramme("2026-12-17", "second", "phishing");
  EXPECT_EQ(TitlesIn(TextOf(1, Date(2026, 12, 17))), 1);
  RunDay(Date(2026, 12, 17));
  EXPECT_THAT(MadeOn(Date(2026, 12, 17)), ElementsAre("p1 försenad")) << "it stays the manager's reminder";
  EXPECT_EQ(TitlesIn(TextOf(1, Date(2026, 12, 17))), 2);
}

TEST_F(RemindersTest, OfTickedRowsAreForThoseWhoAreLateInTheUnitStill) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 10));
  SetTime(Date(2026, 12, 10), 13);
  Complete(3);
  std::vector<Id> ticked = {kNoId};
  for (const int key : {3, 4}) ticked.push_back(IdIn(AssignmentOf(key)));
  EXPECT_EQ(Send(ticked, "1003").sent, 0) << "it is another unit's";
  const ReminderCounts counts = Send(ticked, "1004");
  EXPECT_EQ(counts.sent, 1);
  EXPECT_FALSE(counts.has_more);
  EXPECT_THAT(MadeOn(Date(2026, 12, 10)), ElementsAre("p4 försenad"));
}

TEST_F(RemindersTest, AreCountedAsSentWhenNobodyKnewWhetherTheyWereWritten) {
  Begin();
  NoDigests();
  RunDays(Date(2026, 11, 25), Date(2026, 12, 10));
  SetTime(Date(2026, 12, 10), 13);
  ForgetfulStore forgetful(*store_);
  const Environment env{forgetful, server_.clock(), ids_, key_, nullptr, "https://larande.alvnas.example"};
  const auto counts = Reminders(env, compliance_).Send(As(Role::kHr), {.organisation = "alvnas"}, {});
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->sent, 5);
  EXPECT_EQ(counts->reminded_today, 0);
  EXPECT_EQ(Count("audit_entries WHERE action = 'RemindPeople'"), 1);
}

TEST_F(RemindersTest, AreNotForThoseWhoOnlyRead) {
  Begin();
  SetTime(Date(2026, 12, 12), 10);
  for (const Role role : {Role::kAuditor, Role::kAuthor, Role::kService}) {
    EXPECT_EQ(reminders_.Send(As(role), {.organisation = "alvnas"}, {}).status().code(),
              absl::StatusCode::kPermissionDenied);
  }
}

}  // namespace
}  // namespace nanolearn::testing
