#include "service/domain/assignment.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using State = AssignmentState;

// Open from day 10, due on day 20.
Assignment Open(std::optional<int> complete_day = std::nullopt) {
  Assignment assignment{.open_date = Day(10), .due_date = Day(20)};
  if (complete_day) assignment.complete_date = Day(*complete_day);
  return assignment;
}

TEST(Assignment, IsUpcomingUntilItOpens) {
  EXPECT_EQ(StateOn(Open(), true, Day(9)), State::kUpcoming);
  EXPECT_EQ(StateOn(Open(), false, Day(9)), State::kUpcoming);
  EXPECT_EQ(StateOn(Open(), true, Day(10)), State::kNotYetDue);
}

TEST(Assignment, IsInTimeOnItsDueDay) {
  EXPECT_EQ(StateOn(Open(), true, Day(20)), State::kNotYetDue);
  EXPECT_EQ(StateOn(Open(), true, Day(21)), State::kOverdue);
  EXPECT_EQ(StateOn(Open(20), true, Day(25)), State::kCompleted);
  EXPECT_EQ(StateOn(Open(21), true, Day(25)), State::kCompletedLate);
}

TEST(Assignment, IsCompletedFromTheDayItWasDoneAndNotBefore) {
  EXPECT_EQ(StateOn(Open(15), true, Day(14)), State::kNotYetDue);
  EXPECT_EQ(StateOn(Open(15), true, Day(15)), State::kCompleted);
  EXPECT_EQ(StateOn(Open(25), true, Day(24)), State::kOverdue);
  EXPECT_EQ(StateOn(Open(25), true, Day(25)), State::kCompletedLate);
}

TEST(Assignment, IsWithdrawnWhileItsPersonIsOutsideTheAudience) {
  for (const int day : {10, 20, 30}) {
    EXPECT_EQ(StateOn(Open(), false, Day(day)), State::kWithdrawn) << day;
    EXPECT_EQ(StateOn(Open(12), false, Day(day)), State::kWithdrawn) << day;
  }
}

TEST(Assignment, OpensWithItsProgrammeForThoseWhoAreThere) {
  const Programme programme{.open_date = Day(10), .days_to_complete = 30};
  const AssignmentDates dates = DatesFor(programme, {{Day(10), kNoEnd}});
  EXPECT_EQ(dates.open, Day(10));
  EXPECT_EQ(dates.due, Day(40));
  EXPECT_EQ(DatesFor(programme, {{Day(3), kNoEnd}}).open, Day(10));
}

TEST(Assignment, OpensOnTheFirstDayOfThoseWhoComeLater) {
  const Programme programme{.open_date = Day(10), .days_to_complete = 1};
  const AssignmentDates dates = DatesFor(programme, {{Day(15), Day(18)}, {Day(50), kNoEnd}});
  EXPECT_EQ(dates.open, Day(15));
  EXPECT_EQ(dates.due, Day(16));
}

TEST(Assignment, GivesEverybodyTheWholeTime) {
  for (int seed = 1; seed <= 200; ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const Programme programme{.open_date = Day(random.Below(50)), .days_to_complete = 1 + random.Below(50)};
    const Date from = Day(random.Below(100));
    const AssignmentDates dates = DatesFor(programme, {{from, kNoEnd}});
    const Assignment assignment{.open_date = dates.open, .due_date = dates.due};
    int open_days = 0;
    for (int day = 0; day < 250; ++day) {
      const State state = StateOn(assignment, Day(day) >= from, Day(day));
      open_days += state == State::kNotYetDue;
      EXPECT_NE(state, State::kWithdrawn);
      EXPECT_EQ(state == State::kUpcoming, Day(day) < from || Day(day) < programme.open_date);
    }
    EXPECT_EQ(open_days, programme.days_to_complete + 1) << "the opening day and so many after it";
  }
}

}  // namespace
}  // namespace nanolearn
