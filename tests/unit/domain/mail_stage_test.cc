#include "service/domain/mail_stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An invitation, reminders 7 days and one day before it is due, mails 3 and 10 days after, managers on days 5
// and 14.
const MailRule kRule{true, {1, 7}, {3, 10}, {5, 14}};

AssignmentHistory Assigned(int open, int due) {
  return {.assignment = {.open_date = Day(open), .due_date = Day(due)}, .exceptions = {}, .voided = {}};
}

AudienceRange Active(int from, std::optional<int> to = std::nullopt) {
  return {{Day(from), to ? Day(*to) : kNoEnd}, false};
}
AudienceRange Leave(int from, int to) { return {{Day(from), Day(to)}, true}; }

// Opens on day 10, due on day 40, for somebody who is there all the time.
class MailStageTest : public ::testing::Test {
 protected:
  MailTask On(int day, int told_until, bool is_new = false) const {
    return TaskOn(rule_, {history_, audience_, Day(day), Day(told_until), kFirstDate, is_new});
  }
  MailTask On(int day) const { return On(day, day - 1); }
  std::map<int, MailStage> Told(int to) const {
    std::map<int, MailStage> told;
    for (int day = 1; day <= to; ++day) {
      if (const MailStage stage = On(day).stage; stage != MailStage::kNothing) told[day] = stage;
    }
    return told;
  }

  MailRule rule_ = kRule;
  AssignmentHistory history_ = Assigned(10, 40);
  std::vector<AudienceRange> audience_ = {Active(1)};
};

using ToldMap = std::map<int, MailStage>;

TEST_F(MailStageTest, TellsOnTheDaysOfTheRule) {
  EXPECT_EQ(Told(80), ToldMap({{10, MailStage::kInvitation},
                               {33, MailStage::kReminder},
                               {39, MailStage::kReminder},
                               {43, MailStage::kOverdue},
                               {50, MailStage::kOverdue}}));
}

TEST_F(MailStageTest, GoesUpTheLineAndStops) {
  std::map<int, std::vector<int>> levels;
  for (int day = 1; day <= 400; ++day) {
    if (const auto told = On(day).levels; !told.empty()) levels[day] = told;
  }
  EXPECT_EQ(levels, (std::map<int, std::vector<int>>{{45, {1}}, {54, {2}}}));
}

TEST_F(MailStageTest, WhatIsDoneOrWaivedIsNotToldOf) {
  history_.assignment.complete_date = Day(30);
  EXPECT_EQ(Told(80), ToldMap({{10, MailStage::kInvitation}}));
  history_.assignment.complete_date.reset();
  history_.exceptions = {{.kind = ExceptionKind::kWaiver, .valid = {Day(20), kNoEnd}}};
  EXPECT_EQ(Told(80), ToldMap({{10, MailStage::kInvitation}}));
  EXPECT_THAT(On(45).levels, IsEmpty());
}

TEST_F(MailStageTest, AnExtensionMovesWhatFollowsFromTheDueDate) {
  history_.assignment.due_date = Day(60);
  history_.exceptions = {{.kind = ExceptionKind::kExtension,
                          .valid = {Day(35), kNoEnd},
                          .due_date = Day(60),
                          .old_due_date = Day(40)}};
  EXPECT_EQ(Told(100), ToldMap({{10, MailStage::kInvitation},
                                {33, MailStage::kReminder},
                                {53, MailStage::kReminder},
                                {59, MailStage::kReminder},
                                {63, MailStage::kOverdue},
                                {70, MailStage::kOverdue}}));
}

TEST_F(MailStageTest, ANewcomerIsInvitedOnTheFirstDayAndNotRemindedOfThePast) {
  audience_ = {Active(36)};
  history_ = Assigned(36, 41);
  EXPECT_EQ(Told(43), ToldMap({{36, MailStage::kInvitation}, {40, MailStage::kReminder}}));
}

TEST_F(MailStageTest, WithoutInvitationsTheFirstReminderComesOnTheFirstDayAtTheLatest) {
  rule_.invites = false;
  history_ = Assigned(36, 41);
  EXPECT_EQ(Told(43), ToldMap({{36, MailStage::kReminder}, {40, MailStage::kReminder}}));
}

TEST_F(MailStageTest, WhoIsOnLeaveIsToldOnTheFirstDayBack) {
  audience_ = {Active(1, 5), Leave(5, 20), Active(20, 30), Leave(30, 37), Active(37)};
  EXPECT_EQ(Told(42),
            ToldMap({{20, MailStage::kInvitation}, {37, MailStage::kReminder}, {39, MailStage::kReminder}}));
}

TEST_F(MailStageTest, SkippedDaysAreToldOfOnceAsTheyStandNow) {
  EXPECT_EQ(On(34, 31).stage, MailStage::kReminder);
  EXPECT_EQ(On(35, 34).stage, MailStage::kNothing);
  // The reminders of days 33 and 39 fell out: it is late by now.
  EXPECT_EQ(On(41, 32).stage, MailStage::kOverdue);
  EXPECT_THAT(On(60, 40).levels, ElementsAre(1, 2));
}

TEST_F(MailStageTest, WhatIsMadeForDaysThatHavePassedIsToldOfAtOnce) {
  EXPECT_EQ(On(20, 19, true).stage, MailStage::kInvitation);
  EXPECT_EQ(On(20, 19, false).stage, MailStage::kNothing);
  EXPECT_EQ(On(42, 41, true).stage, MailStage::kOverdue);
  EXPECT_EQ(On(60, 59, true).stage, MailStage::kOverdue);
  EXPECT_THAT(On(60, 59, true).levels, IsEmpty()) << "nobody's manager hears of it first";
  EXPECT_EQ(On(5, 4, true).stage, MailStage::kNothing);
}

TEST_F(MailStageTest, AsksForTheDueDatesThatAreToldOf) {
  EXPECT_THAT(DueDatesFor(kRule, Day(40)), ElementsAre(Day(26), Day(30), Day(35), Day(37), Day(41), Day(47)));
  EXPECT_FALSE(Tells(NoMails()));
  EXPECT_TRUE(Tells(kRule));
}

// Day by day, with everything that is still to be told written down.
class Walk {
 public:
  Walk(const MailRule& rule, const AssignmentHistory& history, const std::vector<AudienceRange>& audience)
      : rule_(rule), history_(history), audience_(audience) {
    const Assignment& a = history.assignment;
    Date first = a.open_date;
    while (first < Day(200) && PresenceOn(audience, first) != AudiencePresence::kActive) ++first;
    if (rule.invites) waiting_.insert({first, MailStage::kInvitation});
    for (const int n : rule.before) {
      const Date on = a.due_date - n;
      if (on > first) waiting_.insert({on, MailStage::kReminder});
      if (on <= first && !rule.invites) waiting_.insert({first, MailStage::kReminder});
    }
    for (const int n : rule.after) waiting_.insert({a.due_date + n, MailStage::kOverdue});
  }

  // It was made after that day.
  void ForgetLevelsUntil(Date day) {
    while (level_ < rule_.escalation.size() && EscalationDay() <= day) ++level_;
  }

  MailTask Round(Date day) {
    MailTask task;
    const AssignmentState state = StateOn(history_, PresenceOn(audience_, day), day);
    const bool is_late = state == AssignmentState::kOverdue;
    if (is_late || state == AssignmentState::kNotYetDue) {
      while (!waiting_.empty() && waiting_.begin()->first <= day) {
        task.stage = std::max(task.stage, waiting_.begin()->second);
        if (is_late) task.stage = MailStage::kOverdue;
        waiting_.erase(waiting_.begin());
      }
    }
    for (; level_ < rule_.escalation.size() && EscalationDay() <= day; ++level_) {
      if (is_late) task.levels.push_back(static_cast<int>(level_) + 1);
    }
    return task;
  }

 private:
  Date EscalationDay() const { return history_.assignment.due_date + rule_.escalation[level_]; }

  const MailRule& rule_;
  const AssignmentHistory& history_;
  const std::vector<AudienceRange>& audience_;
  std::multiset<std::pair<Date, MailStage>> waiting_;
  size_t level_ = 0;
};

TEST(MailStageRandomTest, EachStageIsToldOnceWhateverDaysAreSkipped) {
  std::mt19937 random(20261124);
  const auto draw = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  const auto days = [&](int most) {
    std::set<int> drawn;
    for (int n = draw(0, 3); n > 0; --n) drawn.insert(draw(1, most));
    return std::vector<int>(drawn.begin(), drawn.end());
  };
  int told = 0;
  for (int round = 0; round < 20000; ++round) {
    const MailRule rule{draw(0, 3) > 0, days(20), days(20), days(30)};
    const int open = draw(1, 30);
    AssignmentHistory history = Assigned(open, open + draw(0, 40));
    if (draw(0, 2) == 0) history.assignment.complete_date = Day(open + draw(0, 60));
    std::vector<AudienceRange> audience = {Active(draw(1, 30))};
    const bool on_leave = draw(0, 2) == 0, skips = draw(0, 1) == 0;
    if (on_leave) {
      const int from = draw(1, 60), to = from + draw(1, 20);
      audience = {Active(0, from), Leave(from, to), Active(to)};
    }
    const int made = draw(0, 3) == 0 ? open + draw(0, 30) : 0;
    Walk walk(rule, history, audience);
    int last_round = -1;
    for (int day = 0; day < 130; ++day) {
      if (skips && draw(0, 2) > 0) continue;
      const bool is_new = last_round < made && made <= day;
      if (day < made) {
        last_round = day;
        continue;
      }
      // Levels of days that had passed when it was made are nobody's business: the walk forgets them too.
      if (is_new && made > 0 && last_round >= 0) walk.ForgetLevelsUntil(Day(last_round));
      const MailTask expected = walk.Round(Day(day));
      const MailTask task = TaskOn(rule, {history, audience, Day(day), Day(last_round), Day(made), is_new});
      EXPECT_EQ(task.levels, expected.levels) << round << " on day " << day;
      // Who is back for a day without mails and away again before the next is told of it later or not at all.
      if (!on_leave || !skips || task.stage != MailStage::kNothing) {
        EXPECT_EQ(task.stage, expected.stage) << round << " on day " << day;
      }
      told += task.stage != MailStage::kNothing;
      last_round = day;
    }
  }
  EXPECT_GT(told, 20000);
}

}  // namespace
}  // namespace nanolearn
