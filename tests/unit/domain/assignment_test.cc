#include "service/domain/assignment.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

using State = AssignmentState;
constexpr AudiencePresence kOutside = AudiencePresence::kOutside;
constexpr AudiencePresence kActive = AudiencePresence::kActive;
constexpr AudiencePresence kPaused = AudiencePresence::kPaused;

// Open from day 10, due on day 20.
AssignmentHistory Open(std::optional<int> complete_day = std::nullopt) {
  AssignmentHistory history{.assignment = {.open_date = Day(10), .due_date = Day(20)}};
  if (complete_day) history.assignment.complete_date = Day(*complete_day);
  return history;
}

AssignmentException Waiver(int from, std::optional<int> to = std::nullopt) {
  return {.kind = ExceptionKind::kWaiver, .valid = {Day(from), to ? Day(*to) : kNoEnd}};
}

AssignmentException Extension(int from, int due, int old_due) {
  return {.kind = ExceptionKind::kExtension,
          .valid = {Day(from), kNoEnd},
          .due_date = Day(due),
          .old_due_date = Day(old_due)};
}

TEST(Assignment, IsUpcomingUntilItOpens) {
  for (const AudiencePresence presence : {kOutside, kActive, kPaused}) {
    EXPECT_EQ(StateOn(Open(), presence, Day(9)), State::kUpcoming);
    EXPECT_EQ(StateOn(Open(8), presence, Day(9)), State::kUpcoming);
  }
  EXPECT_EQ(StateOn(Open(), kActive, Day(10)), State::kNotYetDue);
}

TEST(Assignment, IsInTimeOnItsDueDay) {
  EXPECT_EQ(StateOn(Open(), kActive, Day(20)), State::kNotYetDue);
  EXPECT_EQ(StateOn(Open(), kActive, Day(21)), State::kOverdue);
  EXPECT_EQ(StateOn(Open(20), kActive, Day(25)), State::kCompleted);
  EXPECT_EQ(StateOn(Open(21), kActive, Day(25)), State::kCompletedLate);
}

TEST(Assignment, IsCompletedFromTheDayItWasDoneAndNotBefore) {
  EXPECT_EQ(StateOn(Open(15), kActive, Day(14)), State::kNotYetDue);
  EXPECT_EQ(StateOn(Open(15), kActive, Day(15)), State::kCompleted);
  EXPECT_EQ(StateOn(Open(25), kActive, Day(24)), State::kOverdue);
  EXPECT_EQ(StateOn(Open(25), kActive, Day(25)), State::kCompletedLate);
}

TEST(Assignment, IsWithdrawnWhileItsPersonIsOutsideTheAudience) {
  for (const int day : {10, 20, 30}) {
    EXPECT_EQ(StateOn(Open(), kOutside, Day(day)), State::kWithdrawn) << day;
    EXPECT_EQ(StateOn(Open(12), kOutside, Day(day)), State::kWithdrawn) << day;
  }
}

TEST(Assignment, IsPausedOnLeaveUnlessItIsDone) {
  for (const int day : {10, 20, 30}) EXPECT_EQ(StateOn(Open(), kPaused, Day(day)), State::kPaused) << day;
  EXPECT_EQ(StateOn(Open(15), kPaused, Day(14)), State::kPaused);
  EXPECT_EQ(StateOn(Open(15), kPaused, Day(15)), State::kCompleted);
  EXPECT_EQ(StateOn(Open(25), kPaused, Day(25)), State::kCompletedLate);
}

TEST(Assignment, IsClosedFromTheDayALaterCycleOpens) {
  for (AssignmentHistory history : {Open(), Open(15), Open(25)}) {
    history.assignment.close_date = Day(40);
    EXPECT_NE(StateOn(history, kActive, Day(39)), State::kClosed);
    for (const AudiencePresence presence : {kOutside, kActive, kPaused}) {
      EXPECT_EQ(StateOn(history, presence, Day(40)), State::kClosed);
      EXPECT_EQ(StateOn(history, presence, Day(400)), State::kClosed);
    }
  }
}

TEST(Assignment, IsWaivedOnTheDaysOfTheWaiver) {
  AssignmentHistory history = Open();
  history.exceptions = {Waiver(15, 18), Waiver(25)};
  const std::map<int, State> kStates = {{14, State::kNotYetDue}, {15, State::kWaived},  {17, State::kWaived},
                                        {18, State::kNotYetDue}, {24, State::kOverdue}, {25, State::kWaived},
                                        {900, State::kWaived}};
  for (const auto& [day, state] : kStates) EXPECT_EQ(StateOn(history, kActive, Day(day)), state) << day;
  EXPECT_EQ(StateOn(history, kPaused, Day(16)), State::kWaived) << "before leave";
  EXPECT_EQ(StateOn(history, kPaused, Day(19)), State::kPaused);
  EXPECT_EQ(StateOn(history, kOutside, Day(16)), State::kWithdrawn);
  history.assignment.complete_date = Day(16);
  EXPECT_EQ(StateOn(history, kActive, Day(15)), State::kWaived);
  EXPECT_EQ(StateOn(history, kActive, Day(16)), State::kCompleted) << "done is done";
}

TEST(Assignment, IsOverdueAgainWhenItsWaiverEnds) {
  AssignmentHistory history = Open();
  history.exceptions = {Waiver(5, 30)};
  EXPECT_EQ(StateOn(history, kActive, Day(9)), State::kUpcoming);
  EXPECT_EQ(StateOn(history, kActive, Day(29)), State::kWaived);
  EXPECT_EQ(StateOn(history, kActive, Day(30)), State::kOverdue);
}

TEST(Assignment, WasOverdueBeforeItWasExtended) {
  AssignmentHistory history = Open();
  history.assignment.due_date = Day(40);
  history.exceptions = {Extension(25, 30, 20), Extension(33, 40, 30)};
  const std::map<int, State> kStates = {
      {20, State::kNotYetDue}, {21, State::kOverdue}, {24, State::kOverdue}, {25, State::kNotYetDue},
      {30, State::kNotYetDue}, {31, State::kOverdue}, {32, State::kOverdue}, {33, State::kNotYetDue},
      {40, State::kNotYetDue}, {41, State::kOverdue}};
  for (const auto& [day, state] : kStates) EXPECT_EQ(StateOn(history, kActive, Day(day)), state) << day;
  EXPECT_EQ(DueDateOn(history, Day(24)), Day(20));
  EXPECT_EQ(DueDateOn(history, Day(25)), Day(30));
  EXPECT_EQ(DueDateOn(history, Day(33)), Day(40));
}

TEST(Assignment, IsInTimeByTheDueDateThatHeldWhenItWasDone) {
  AssignmentHistory history = Open(22);
  history.assignment.due_date = Day(30);
  history.exceptions = {Extension(25, 30, 20)};
  EXPECT_EQ(StateOn(history, kActive, Day(50)), State::kCompletedLate) << "extended afterwards";
  history.assignment.complete_date = Day(28);
  EXPECT_EQ(StateOn(history, kActive, Day(50)), State::kCompleted);
  history.assignment.complete_date = Day(31);
  EXPECT_EQ(StateOn(history, kActive, Day(50)), State::kCompletedLate);
}

TEST(Assignment, WasCompletedUntilTheCompletionWasTakenBack) {
  AssignmentHistory history = Open();
  history.voided = {{.complete_date = Day(15), .void_date = Day(30)}};
  EXPECT_EQ(StateOn(history, kActive, Day(14)), State::kNotYetDue);
  EXPECT_EQ(StateOn(history, kActive, Day(15)), State::kCompleted);
  EXPECT_EQ(StateOn(history, kActive, Day(29)), State::kCompleted);
  EXPECT_EQ(StateOn(history, kActive, Day(30)), State::kOverdue);
  EXPECT_EQ(StateOn(history, kPaused, Day(30)), State::kPaused);

  history.assignment.complete_date = Day(35);  // and done again
  EXPECT_EQ(StateOn(history, kActive, Day(29)), State::kCompleted);
  EXPECT_EQ(StateOn(history, kActive, Day(34)), State::kOverdue);
  EXPECT_EQ(StateOn(history, kActive, Day(35)), State::kCompletedLate);
}

TEST(Assignment, NeverCountedWhatWasTakenBackOnItsDay) {
  AssignmentHistory history = Open();
  history.voided = {{.complete_date = Day(15), .void_date = Day(15)}};
  for (int day = 10; day <= 20; ++day) EXPECT_EQ(StateOn(history, kActive, Day(day)), State::kNotYetDue);
}

TEST(Assignment, IsCountedWhileItStandsOpen) {
  for (const State state : {State::kNotYetDue, State::kOverdue, State::kCompleted, State::kCompletedLate,
                            State::kWaived, State::kPaused}) {
    EXPECT_TRUE(IsCounted(state));
  }
  for (const State state : {State::kUpcoming, State::kWithdrawn, State::kClosed}) {
    EXPECT_FALSE(IsCounted(state));
  }
}

TEST(Assignment, HasExceptionsThatAreReadBackFromTheirNames) {
  for (const ExceptionKind kind : {ExceptionKind::kWaiver, ExceptionKind::kExtension}) {
    EXPECT_EQ(ParseExceptionKind(ExceptionKindName(kind)), kind);
  }
  EXPECT_EQ(ParseExceptionKind("waiver"), std::nullopt);
}

// A life told day by day: what was known to hold on each day, written down when it happened.
struct Diary {
  AssignmentHistory history;
  std::map<int, AudiencePresence> presence;
  std::map<int, State> states;
};

Diary RandomDiary(Random& random, int days) {
  Diary diary;
  Assignment& assignment = diary.history.assignment;
  const int open = random.Below(20), close = random.Chance(40) ? open + 1 + random.Below(days) : days + 1;
  int due = open + random.Below(30), waived_until = -1;
  assignment.open_date = Day(open);
  if (close <= days) assignment.close_date = Day(close);
  AudiencePresence presence = kActive;
  std::optional<int> done;
  bool late = false;
  for (int day = 0; day < days; ++day) {
    if (random.Chance(6)) presence = static_cast<AudiencePresence>(random.Below(3));
    if (day >= open && random.Chance(4)) {
      const int later = day + random.Below(30);
      diary.history.exceptions.push_back(Extension(day, later, due));
      due = later;
    }
    if (day >= waived_until && random.Chance(3)) {
      waived_until = day + 1 + random.Below(20);
      diary.history.exceptions.push_back(Waiver(day, waived_until));
    }
    if (done && random.Chance(8)) {
      diary.history.voided.push_back({.complete_date = Day(*done), .void_date = Day(day)});
      done.reset();
    } else if (!done && day >= open && day < close && random.Chance(6)) {
      done = day;
      late = day > due;
    }
    State state = day > due ? State::kOverdue : State::kNotYetDue;
    if (presence == kPaused) state = State::kPaused;
    if (day < waived_until) state = State::kWaived;
    if (done) state = late ? State::kCompletedLate : State::kCompleted;
    if (presence == kOutside) state = State::kWithdrawn;
    if (day >= close) state = State::kClosed;
    if (day < open) state = State::kUpcoming;
    diary.presence[day] = presence;
    diary.states[day] = state;
  }
  assignment.due_date = Day(due);
  if (done) assignment.complete_date = Day(*done);
  return diary;
}

TEST(Assignment, StandsOnEachDayAsItDidThen) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < 1000; ++i) {
    SCOPED_TRACE(::testing::Message() << "diary " << i);
    const Diary diary = RandomDiary(random, 120);
    for (const auto& [day, state] : diary.states) {
      ASSERT_EQ(StateOn(diary.history, diary.presence.at(day), Day(day)), state) << "day " << day;
    }
  }
}

}  // namespace
}  // namespace nanolearn
