#include "service/domain/assignment_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "kind date days text"; the kind by its number in the header's order.
std::vector<std::string> Say(absl::Span<const DateReason> why) {
  const char* const kNames[] = {"opens",         "pace",     "joined",  "catch-up", "previous-completed",
                                "expires",       "yearly",   "window",  "edition",  "days",
                                "newcomer-days", "paused",   "outside", "quiet",    "extended",
                                "next-cycle",    "completed"};
  std::vector<std::string> said;
  for (const DateReason& reason : why) {
    said.push_back(absl::StrCat(kNames[static_cast<int>(reason.kind)], " ", FormatDate(reason.date)));
    if (reason.days) absl::StrAppend(&said.back(), " ", reason.days);
    if (!reason.text.empty()) absl::StrAppend(&said.back(), " ", reason.text);
  }
  return said;
}

Life OneModule(const Calendar& calendar, std::vector<AudienceRange> audience) {
  Life life;
  life.programme.modules = {{1, {}}};
  life.programme.calendar = calendar;
  life.audience = std::move(audience);
  life.Replan();
  return life;
}

const Calendar kYearly{.open_date = D("2026-01-12"),
                       .days_to_complete = 30,
                       .recurrence = Recurrence::kFromCompletion,
                       .every_months = 12,
                       .window_days = 30};

AssignmentException Extension(const char* from, const char* due, const char* old_due) {
  return {.kind = ExceptionKind::kExtension,
          .valid = {D(from), kNoEnd},
          .due_date = D(due),
          .old_due_date = D(old_due),
          .reason = "Sjuk"};
}

TEST(AssignmentPlan, SaysWhyItOpensAndIsDue) {
  Life life = OneModule({.open_date = D("2026-01-10"),
                         .weeks_between = 3,
                         .days_to_complete = 30,
                         .quiet = {.weekends = true, .holidays = true}},
                        {In("2026-01-10", "2026-03-10"), OnLeave("2026-03-10", "2026-03-20"),
                         In("2026-03-20", "2026-03-25"), In("2026-03-26")});
  life.programme.modules = {{1, {}}, {2, {}}, {3, D("2026-03-01")}};
  const auto plan = life.Plan();
  EXPECT_THAT(Outline(plan), ElementsAre("1.1 2026-01-12 2026-02-11", "2.1 2026-02-02 2026-03-04",
                                         "3.1 2026-03-02 2026-04-13"));
  EXPECT_THAT(Say(plan[0].why_open), ElementsAre("opens 2026-01-10", "quiet 2026-01-10 2 lördag"));
  EXPECT_THAT(Say(plan[0].why_due), ElementsAre("days 2026-01-12 30"));
  EXPECT_THAT(Say(plan[1].why_open),
              ElementsAre("opens 2026-01-10", "pace 2026-01-31 21", "quiet 2026-01-31 2 lördag"));
  EXPECT_THAT(Say(plan[2].why_open), ElementsAre("opens 2026-03-01", "quiet 2026-03-01 1 söndag"));
  EXPECT_THAT(Say(plan[2].why_due), ElementsAre("days 2026-03-02 30", "paused 2026-03-10 10",
                                                "outside 2026-03-25 1", "quiet 2026-04-12 1 söndag"));
  EXPECT_THAT(plan[2].why_closed, IsEmpty());
}

TEST(AssignmentPlan, SaysWhatNewcomersHave) {
  Life life = OneModule(
      {.open_date = D("2026-01-12"), .weeks_between = 2, .newcomer_days = 60, .catch_up = CatchUp::kPaced},
      {In("2026-10-15")});
  life.programme.modules.push_back({2, {}});
  const auto plan = life.Plan();
  EXPECT_THAT(Say(plan[0].why_open), ElementsAre("joined 2026-10-15"));
  EXPECT_THAT(Say(plan[0].why_due), ElementsAre("newcomer-days 2026-10-15 60"));
  EXPECT_THAT(Say(plan[1].why_open), ElementsAre("joined 2026-10-15", "catch-up 2026-10-29 14"));
}

TEST(AssignmentPlan, SaysWhyACycleFollows) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  life.Complete(1, 1, D("2026-02-01"));
  auto plan = life.Plan();
  EXPECT_THAT(Say(plan[0].why_closed), ElementsAre("next-cycle 2027-01-02"));
  EXPECT_THAT(Say(plan[1].why_open),
              ElementsAre("previous-completed 2026-02-01 12", "expires 2027-02-01", "window 2027-01-02 30"));
  EXPECT_THAT(Say(plan[1].why_due), ElementsAre("expires 2027-02-01"));

  life.programme.calendar.recurrence = Recurrence::kFixed;
  plan = life.Plan();
  EXPECT_THAT(Say(plan[1].why_open), ElementsAre("yearly 2027-01-01", "window 2026-12-02 30"));
  EXPECT_THAT(Say(plan[1].why_due), ElementsAre("yearly 2027-01-01", "days 2027-01-01 30"));

  life.programme.calendar.recurrence = Recurrence::kOnce;
  life.histories.pop_back();
  life.audience = {In("2026-01-12", "2026-08-01"), In("2026-10-01")};
  life.editions = {{1, D("2026-09-01"), 2, true}};
  plan = life.Plan();
  EXPECT_THAT(Say(plan[1].why_open), ElementsAre("edition 2026-09-01 2", "outside 2026-09-01 30"));
  EXPECT_THAT(Say(plan[1].why_due), ElementsAre("days 2026-10-01 30"));
}

TEST(AssignmentPlan, LetsTheLastExtensionDecide) {
  Life life = OneModule({.open_date = D("2026-01-12")}, {In("2026-01-12")});
  life.At(1, 1).exceptions = {Extension("2026-02-01", "2026-03-01", "2026-02-11"),
                              Extension("2026-02-20", "2026-03-20", "2026-03-01")};
  auto plan = life.Plan();
  EXPECT_EQ(plan[0].due_date, D("2026-03-20"));
  EXPECT_THAT(Say(plan[0].why_due), ElementsAre("days 2026-01-12 30", "extended 2026-02-20 Sjuk"));
  life.audience = {In("2026-01-12", "2026-03-01"), OnLeave("2026-03-01", "2026-06-01"), In("2026-06-01")};
  EXPECT_EQ(life.Plan()[0].due_date, D("2026-03-20")) << "a date that somebody has said stays";
  life.At(1, 1).exceptions.clear();
  EXPECT_EQ(life.Plan()[0].due_date, D("2026-02-11"));
}

TEST(AssignmentPlan, LeavesWaiversToTheState) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  const auto before = Outline(life.Plan());
  life.At(1, 1).exceptions = {{.kind = ExceptionKind::kWaiver, .valid = {D("2026-01-01"), kNoEnd}}};
  EXPECT_EQ(Outline(life.Plan()), before);
}

TEST(AssignmentPlan, KeepsTheDatesOfWhatIsCompleted) {
  Life life = OneModule({.open_date = D("2026-01-12")}, {In("2026-01-12")});
  life.Complete(1, 1, D("2026-02-10"));
  life.audience = {In("2026-01-12", "2026-01-20"), OnLeave("2026-01-20", "2026-02-01"), In("2026-02-01")};
  auto plan = life.Plan();
  EXPECT_THAT(Outline(plan), ElementsAre("1.1 2026-01-12 2026-02-11"));
  EXPECT_THAT(Say(plan[0].why_open), ElementsAre("opens 2026-01-12")) << "the calendar still says so";
  EXPECT_THAT(Say(plan[0].why_due), ElementsAre("completed 2026-02-10"));
  life.programme.calendar.open_date = D("2026-01-20");
  plan = life.Plan();
  EXPECT_THAT(Outline(plan), ElementsAre("1.1 2026-01-12 2026-02-11"));
  EXPECT_THAT(Say(plan[0].why_open), ElementsAre("completed 2026-02-10"));
}

TEST(AssignmentPlan, HasOneCycleAtATimeWhenACompletionIsTakenBack) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  life.Complete(1, 1, D("2026-02-01"));
  life.At(1, 1).assignment.complete_date.reset();
  life.Replan();
  EXPECT_THAT(Outline(life.Plan()),
              ElementsAre("1.1 2026-01-12 2026-02-11 2027-01-02", "1.2 2027-01-02 2027-02-01"))
      << "the second was made and stays";
  EXPECT_THAT(life.Plan()[1].why_open, IsEmpty());
  life.Complete(1, 1, D("2026-06-01"));
  EXPECT_THAT(Outline(life.Plan()),
              ElementsAre("1.1 2026-01-12 2026-02-11 2027-05-02", "1.2 2027-05-02 2027-06-01"));
}

TEST(AssignmentPlan, GoesOnFromALaterCycleWhenAnEarlierCompletionIsTakenBack) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  life.Complete(1, 1, D("2026-02-01"));
  life.Complete(1, 2, D("2027-01-10"));
  life.At(1, 1).assignment.complete_date.reset();
  life.Replan();
  EXPECT_THAT(Outline(life.Plan()),
              ElementsAre("1.1 2026-01-12 2026-02-11 2027-01-02", "1.2 2027-01-02 2027-02-01 2027-12-11",
                          "1.3 2027-12-11 2028-01-10"));
}

TEST(AssignmentPlan, MovesWhatWasMadePastTheLastPlannedDay) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  life.until = D("2027-02-28");
  life.Complete(1, 1, D("2026-02-01"));
  life.Complete(1, 1, D("2026-06-01"));  // taken back and done again
  EXPECT_THAT(Outline(life.Plan()),
              ElementsAre("1.1 2026-01-12 2026-02-11 2027-05-02", "1.2 2027-05-02 2027-06-01"))
      << "it must not open on the day that it had";
}

TEST(AssignmentPlan, NeverDropsWhatWasMade) {
  Life life = OneModule(kYearly, {In("2026-01-12")});
  life.Complete(1, 1, D("2026-02-01"));
  life.programme.calendar.recurrence = Recurrence::kOnce;
  const auto plan = life.Plan();
  EXPECT_THAT(Outline(plan),
              ElementsAre("1.1 2026-01-12 2026-02-11 2027-01-02", "1.2 2027-01-02 2027-02-01"));
  life.audience = {In("2026-01-12", "2026-03-01")};
  EXPECT_EQ(Outline(life.Plan()), Outline(plan)) << "who leaves is withdrawn, not forgotten";
}

TEST(AssignmentPlan, IsEmptyForWhoNeverBelonged) {
  Life life = OneModule({.open_date = D("2026-01-12")}, {In("2026-01-12")});
  life.audience.clear();
  EXPECT_THAT(life.Plan(), IsEmpty());
  life.audience = {In("2026-01-12")};
  life.programme.modules.clear();
  EXPECT_THAT(life.Plan(), IsEmpty());
}

}  // namespace
}  // namespace nanolearn
