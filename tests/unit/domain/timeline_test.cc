#include "service/domain/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <string>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr int kUnits = 8;
constexpr int kDays = 40;
constexpr int kRounds = 400;
constexpr Id kProgrammes[] = {100, 101};

unsigned Seed() {
  const char* const given = std::getenv("TEST_SEED");
  return given ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
}

Engagement In(Id unit_id, DateRange valid, EngagementKind kind = EngagementKind::kEmployment) {
  Engagement engagement{.id = 1, .person_id = 1, .valid = valid};
  engagement.facts.kind = kind;
  engagement.facts.unit_id = unit_id;
  return engagement;
}

DateRange RandomDays(Random& random) {
  const int from = random.Below(kDays);
  return {Day(from), random.Chance(30) ? kNoEnd : Day(from + random.Below(15))};
}

// Everything that decides what one person adds to the figures.
struct Person {
  std::vector<Engagement> engagements;
  std::vector<ProgrammeDays> programmes;
  std::vector<AssignmentHistory> assignments;

  Timeline timeline(const UnitHistory& units) const {
    return TimelineOf(engagements, units, programmes, assignments);
  }
};

std::vector<AudienceRange> RandomAudience(Random& random) {
  std::vector<AudienceRange> audience;
  Date from = Day(random.Below(12));
  while (random.Chance(80)) {
    const Date to = random.Chance(20) ? kNoEnd : from + 1 + random.Below(12);
    audience.push_back({{from, to}, random.Chance(30)});
    if (to == kNoEnd) break;
    from = to + random.Below(4);
  }
  return audience;
}

// Exceptions and voided completions as people could have made them, one after another.
AssignmentHistory RandomHistory(Random& random, Id programme) {
  AssignmentHistory history;
  Assignment& assignment = history.assignment;
  assignment.programme_id = programme;
  assignment.module_id = 200 + random.Below(4);
  assignment.open_date = Day(random.Below(25));
  assignment.due_date = assignment.open_date + random.Below(10);
  if (random.Chance(20)) assignment.close_date = assignment.open_date + random.Below(30);
  Date last = assignment.open_date;
  while (random.Chance(25)) {
    const Date done = last + random.Below(5), voided = done + random.Below(6);
    history.voided.push_back({1, done, voided});
    last = voided;
  }
  if (random.Chance(50)) assignment.complete_date = last + random.Below(20);
  if (random.Chance(25)) {
    history.exceptions.push_back({.kind = ExceptionKind::kWaiver, .valid = RandomDays(random)});
  }
  for (Date given = assignment.open_date + random.Below(9); random.Chance(25); given += random.Below(9)) {
    AssignmentException extension{.kind = ExceptionKind::kExtension, .valid = {given, kNoEnd}};
    extension.old_due_date = assignment.due_date;
    extension.due_date = assignment.due_date += random.Below(9);
    history.exceptions.push_back(extension);
  }
  return history;
}

Person RandomPerson(Random& random) {
  Person person;
  for (int count = random.Below(4); count > 0; --count) {
    person.engagements.push_back(
        In(1 + random.Below(kUnits), RandomDays(random), static_cast<EngagementKind>(random.Below(4))));
  }
  for (const Id programme : kProgrammes) {
    if (random.Chance(80)) person.programmes.push_back({programme, RandomAudience(random)});
    for (int count = random.Below(5); count > 0; --count) {
      person.assignments.push_back(RandomHistory(random, programme));
    }
  }
  return person;
}

// By unit, subject and kinds.
using Sums = std::map<std::tuple<Id, Id, int>, Figures>;

// Straight from the rules: one day, and nothing kept.
void AddNaively(const Person& person, const UnitHistory& units, Date day, Sums& sums) {
  std::map<Id, int> kinds_of;
  for (const Engagement& engagement : person.engagements) {
    if (!engagement.valid.Contains(day)) continue;
    for (const Id unit : NaivePath(units.versions(), engagement.facts.unit_id, day)) {
      kinds_of[unit] |= 1 << static_cast<int>(engagement.facts.kind);
    }
  }
  std::map<Id, AssignmentCounts> counts_of;
  for (const AssignmentHistory& history : person.assignments) {
    for (const ProgrammeDays& programme : person.programmes) {
      if (programme.programme_id != history.assignment.programme_id) continue;
      const AssignmentState state = StateOn(history, PresenceOn(programme.days, day), day);
      if (!IsCounted(state)) continue;
      for (const Id subject : {kNoId, history.assignment.programme_id, history.assignment.module_id}) {
        Count(state, counts_of[subject]);
      }
    }
  }
  for (const auto& [unit, kinds] : kinds_of) {
    ++sums[{unit, kNoId, kinds}].people;
    for (const auto& [subject, counts] : counts_of) sums[{unit, subject, kinds}] += FiguresOf(counts);
  }
}

Sums SumUntil(const FigureChanges& changes, Date day) {
  Sums sums;
  for (const auto& [key, figures] : changes) {
    if (key.day <= day) sums[{key.unit_id, key.subject_id, key.kinds}] += figures;
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second.IsZero(); });
  return sums;
}

TEST(Timeline, TheSumOfChangesUpToADayIsWhatTheRulesSayOnTheDay) {
  const unsigned seed = Seed();
  SCOPED_TRACE("TEST_SEED=" + std::to_string(seed));
  Random random(seed);
  for (int round = 0; round < kRounds; ++round) {
    const UnitHistory units(RandomUnits(random, kUnits, kDays));
    std::vector<Person> people;
    FigureChanges changes;
    for (int count = random.Below(5); count >= 0; --count) {
      people.push_back(RandomPerson(random));
      AddChanges(people.back().timeline(units), 1, changes);
    }
    for (int day = -1; day <= kDays + 30; ++day) {
      Sums expected;
      for (const Person& person : people) AddNaively(person, units, Day(day), expected);
      ASSERT_TRUE(SumUntil(changes, Day(day)) == expected) << "round " << round << ", day " << day;
    }
  }
}

TEST(Timeline, WhatIsTakenOutLeavesNothingAndADifferenceIsBoth) {
  const unsigned seed = Seed();
  SCOPED_TRACE("TEST_SEED=" + std::to_string(seed));
  Random random(seed);
  for (int round = 0; round < kRounds; ++round) {
    const UnitHistory units(RandomUnits(random, kUnits, kDays));
    const Person person = RandomPerson(random);
    Person later = person;
    if (random.Chance(50)) later.engagements = RandomPerson(random).engagements;
    if (random.Chance(50)) later.assignments = RandomPerson(random).assignments;
    for (AssignmentHistory& history : later.assignments) {
      if (random.Chance(30)) history.assignment.complete_date = Day(random.Below(kDays));
    }
    const Timeline before = person.timeline(units), now = later.timeline(units);

    FigureChanges apart, nothing, difference;
    AddChanges(before, -1, apart);
    AddChanges(now, 1, apart);
    AddDifference(before, now, difference);
    AddDifference(before, before, nothing);
    for (FigureChanges* changes : {&apart, &difference, &nothing}) DropZeros(*changes);
    EXPECT_TRUE(apart == difference) << "round " << round;
    EXPECT_TRUE(nothing.empty()) << "round " << round;
  }
}

TEST(Timeline, CountsSomebodyOnceInEachUnitWithTheKindsOfAllEngagementsBelowIt) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "B", 1)});
  const std::vector<Engagement> engagements = {In(2, {Day(0), Day(10)}), In(2, {Day(3), Day(20)}),
                                               In(3, {Day(5), Day(10)}, EngagementKind::kMandate)};
  EXPECT_THAT(PlacementsOf(engagements, units),
              ElementsAre(Placement{Day(0), {{1, 1}, {2, 1}}}, Placement{Day(5), {{1, 3}, {2, 1}, {3, 2}}},
                          Placement{Day(10), {{1, 1}, {2, 1}}}, Placement{Day(20), {}}));
}

TEST(Timeline, MovesWithTheTree) {
  const UnitHistory units({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(4, "C", 1),
                           MakeUnit(3, "B", 2, {kFirstDate, Day(5)}), MakeUnit(3, "B", 4, {Day(5), kNoEnd})});
  EXPECT_THAT(
      PlacementsOf({{In(3, {Day(0), kNoEnd})}}, units),
      ElementsAre(Placement{Day(0), {{1, 1}, {2, 1}, {3, 1}}}, Placement{Day(5), {{1, 1}, {3, 1}, {4, 1}}}));
}

TEST(Timeline, StepsOnTheDaysOnWhichAnAssignmentBecomesSomethingElse) {
  AssignmentHistory history;
  history.assignment.open_date = Day(3);
  history.assignment.due_date = Day(7);
  history.assignment.complete_date = Day(12);
  const std::vector<AudienceRange> audience = {{{Day(0), Day(20)}, false}};
  EXPECT_THAT(
      StepsOf(history, audience).steps,
      ElementsAre(Pair(Day(3), AssignmentState::kNotYetDue), Pair(Day(8), AssignmentState::kOverdue),
                  Pair(Day(12), AssignmentState::kCompletedLate), Pair(Day(20), AssignmentState::kUpcoming)));
}

TEST(Timeline, HasNoStepsForWhatIsNeverCounted) {
  AssignmentHistory history;
  history.assignment.open_date = Day(3);
  history.assignment.due_date = Day(7);
  EXPECT_THAT(StepsOf(history, {{{{Day(0), Day(3)}, false}}}).steps, IsEmpty());
  EXPECT_THAT(StepsOf(history, {}).steps, IsEmpty());
}

TEST(Timeline, CountsTheSameModuleOfTwoProgrammesAsOneSubject) {
  Timeline timeline{{{Day(0), {{1, 1}}}}, {}};
  timeline.assignments.push_back({100, 200, {{Day(1), AssignmentState::kOverdue}}});
  timeline.assignments.push_back({101, 200, {{Day(1), AssignmentState::kCompleted}}});
  FigureChanges changes;
  AddChanges(timeline, 1, changes);
  const Figures module = changes.at({1, 200, 1, Day(1)});
  EXPECT_EQ(module.required, 1);
  EXPECT_EQ(module.overdue, 1);
  EXPECT_EQ(module.completed, 0);
  EXPECT_EQ(module.assignments.assigned, 2);
  EXPECT_EQ(changes.at({1, 101, 1, Day(1)}).completed, 1);
}

}  // namespace
}  // namespace nanolearn
