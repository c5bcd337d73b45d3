#include <gtest/gtest.h>

#include <map>

#include "service/domain/calendar.h"
#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

constexpr int kLives = 400;
constexpr int kSteps = 25;

Calendar RandomCalendar(Random& random) {
  return {.open_date = Day(random.Below(40)),
          .weeks_between = random.Below(3),
          .days_to_complete = random.Below(60),
          .newcomer_days = random.Below(2) * random.Below(60),
          .catch_up = static_cast<CatchUp>(random.Below(3)),
          .quiet = RandomQuietDays(random),
          .pauses_on_leave = random.Chance(80),
          .recurrence = static_cast<Recurrence>(random.Below(4)),
          .every_months = 1 + random.Below(14),
          .window_days = random.Below(2) * random.Below(70),
          .fixed_month = 1 + random.Below(12),
          .fixed_day = 1 + random.Below(31)};
}

Life RandomLife(Random& random) {
  Life life;
  life.programme.calendar = RandomCalendar(random);
  const Date open = life.programme.calendar.open_date;
  for (Id id = 1; id <= static_cast<Id>(1 + random.Below(3)); ++id) {
    life.programme.modules.push_back({id, std::nullopt});
    if (random.Chance(20)) life.programme.modules.back().open_date = open + random.Below(100) - 10;
  }
  life.audience = RandomAudience(random, static_cast<int>(open - Day(0)));
  life.until = open + 400;
  life.Replan();
  return life;
}

void GoOnLeave(Random& random, std::vector<AudienceRange>& audience) {
  AudienceRange& last = audience.back();
  if (last.is_paused) return;
  const Date from = last.days.from + 1 + random.Below(500);
  if (!last.days.Contains(from)) return;
  const Date to = std::min(last.days.to, from + 1 + random.Below(120));
  const Date end = last.days.to;
  last.days.to = from;
  audience.push_back({{from, to}, true});
  if (to < end) audience.push_back({{to, end}, false});
}

void Step(Random& random, Life& life) {
  if (random.Chance(10)) return GoOnLeave(random, life.audience);
  if (random.Chance(10)) {
    const Id module_id = 1 + random.Below(3);
    life.editions.push_back(
        {module_id, Day(random.Below(1500)), static_cast<int>(life.editions.size()) + 2, random.Chance(50)});
    return;
  }
  if (random.Chance(20)) {
    life.until += random.Below(200);
    return;
  }
  if (life.histories.empty()) return;
  AssignmentHistory& history = life.histories[random.Below(static_cast<int>(life.histories.size()))];
  Assignment& assignment = history.assignment;
  if (assignment.complete_date) {
    if (random.Chance(30)) assignment.complete_date.reset();
  } else if (random.Chance(20)) {
    const Date from = assignment.open_date + random.Below(60);
    history.exceptions.push_back({.kind = ExceptionKind::kExtension,
                                  .valid = {from, kNoEnd},
                                  .due_date = from + random.Below(60),
                                  .old_due_date = assignment.due_date});
  } else if (!assignment.close_date || assignment.open_date < *assignment.close_date) {
    const int room =
        assignment.close_date ? static_cast<int>(*assignment.close_date - assignment.open_date) : 100;
    assignment.complete_date = assignment.open_date + random.Below(std::min(room, 100));
  }
}

bool Moves(const DateReason& reason) {
  return reason.kind == Kind::kQuiet || reason.kind == Kind::kOutside || reason.kind == Kind::kPaused;
}

// The opening day that its reasons lead to.
Date OpeningBy(absl::Span<const DateReason> why) {
  return why.back().date + (Moves(why.back()) ? why.back().days : 0);
}

// The due day that its reasons lead to, unless they leave it to somebody who decided it.
std::optional<Date> DueBy(const PlannedAssignment& planned) {
  std::optional<Date> due;
  for (const DateReason& reason : planned.why_due) {
    if (reason.kind == Kind::kExtended || reason.kind == Kind::kCompleted) return std::nullopt;
    if (reason.kind == Kind::kPaused && reason.days == 0) return kLastDate;
    if (reason.kind == Kind::kPreviousExpires) due = std::max(reason.date, planned.open_date);
    if (reason.kind == Kind::kDaysToComplete || reason.kind == Kind::kNewcomerDays) {
      due = reason.date + reason.days;
    }
    if (Moves(reason)) *due += reason.days;
  }
  return due;
}

void CheckDates(const Life& life, const PlannedAssignment& planned, bool is_completed) {
  const bool is_as_it_was = planned.why_open.empty();
  if (is_as_it_was || is_completed) return;
  EXPECT_EQ(OpeningBy(planned.why_open), planned.open_date);
  if (const std::optional<Date> due = DueBy(planned)) {
    EXPECT_EQ(*due, planned.due_date);
    EXPECT_GE(planned.due_date, planned.open_date);
    EXPECT_FALSE(IsQuiet(life.programme.calendar.quiet, planned.due_date) && planned.due_date != kLastDate);
  }
  EXPECT_FALSE(IsQuiet(life.programme.calendar.quiet, planned.open_date));
  EXPECT_GE(planned.open_date, life.programme.calendar.open_date);
  EXPECT_GE(planned.open_date, life.audience.front().days.from);
}

void CheckPlan(const Life& life, absl::Span<const PlannedAssignment> plan) {
  std::map<std::pair<Id, int>, const Assignment*> existing;
  for (const AssignmentHistory& history : life.histories) {
    existing[{history.assignment.module_id, history.assignment.cycle}] = &history.assignment;
  }
  std::map<Id, const PlannedAssignment*> previous;
  for (const PlannedAssignment& planned : plan) {
    SCOPED_TRACE(::testing::Message() << "module " << planned.module_id << " cycle " << planned.cycle);
    const PlannedAssignment*& before = previous[planned.module_id];
    EXPECT_EQ(planned.cycle, before ? before->cycle + 1 : 1);
    if (before) {
      EXPECT_EQ(before->close_date, planned.open_date);
      EXPECT_EQ(before->why_closed.size(), 1u);
    }
    before = &planned;
    const auto it = existing.find({planned.module_id, planned.cycle});
    const bool is_completed = it != existing.end() && it->second->complete_date;
    CheckDates(life, planned, is_completed);
    if (is_completed) {
      EXPECT_EQ(planned.open_date, it->second->open_date);
      EXPECT_EQ(planned.due_date, it->second->due_date);
    }
    if (it == existing.end()) {
      EXPECT_LE(planned.open_date, life.until);
      EXPECT_LT(planned.open_date, life.audience.back().days.to);
    } else {
      existing.erase(it);
    }
  }
  EXPECT_TRUE(existing.empty()) << "what exists is in the plan";
  for (const auto& [module_id, last] : previous) EXPECT_EQ(last->close_date, std::nullopt);
}

std::string Everything(absl::Span<const PlannedAssignment> plan) {
  std::string text;
  for (const PlannedAssignment& p : plan) {
    absl::StrAppend(&text, Outline({&p, 1})[0], " |");
    for (const auto* const why : {&p.why_open, &p.why_due, &p.why_closed}) {
      for (const DateReason& reason : *why) {
        absl::StrAppend(&text, " ", static_cast<int>(reason.kind), " ", FormatDate(reason.date), " ",
                        reason.days, reason.text);
      }
      absl::StrAppend(&text, " |");
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

TEST(AssignmentPlan, ChangesNothingWhenMadeAgain) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < kLives && !::testing::Test::HasFailure(); ++i) {
    Life life = RandomLife(random);
    for (int step = 0; step < kSteps; ++step) {
      SCOPED_TRACE(::testing::Message() << "life " << i << " step " << step);
      Step(random, life);
      const auto plan = life.Plan();
      CheckPlan(life, plan);
      Write(plan, life.histories);
      EXPECT_EQ(Everything(life.Plan()), Everything(plan));
      random.Shuffle(life.histories);
      random.Shuffle(life.editions);
      EXPECT_EQ(Everything(life.Plan()), Everything(plan)) << "in whatever order";
    }
  }
}

// Leave moves nothing but due days that are not over when it begins.
TEST(AssignmentPlan, DoesNotChangeThePastWhenLeaveBegins) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < kLives; ++i) {
    SCOPED_TRACE(::testing::Message() << "life " << i);
    Life life = RandomLife(random);
    for (int step = 0; step < kSteps; ++step) {
      Step(random, life);
      life.Replan();
    }
    const auto before = life.Plan();
    const size_t ranges = life.audience.size();
    GoOnLeave(random, life.audience);
    if (life.audience.size() == ranges) continue;
    const Date leave = life.audience[ranges].days.from;
    const auto after = life.Plan();
    ASSERT_EQ(before.size(), after.size());
    for (size_t n = 0; n < before.size(); ++n) {
      EXPECT_EQ(before[n].open_date, after[n].open_date);
      EXPECT_EQ(before[n].close_date, after[n].close_date);
      if (before[n].due_date < leave) {
        EXPECT_EQ(before[n].due_date, after[n].due_date);
      }
    }
  }
}

}  // namespace
}  // namespace nanolearn
