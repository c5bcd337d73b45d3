#include "service/domain/compliance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

// A count is equal when all its parts are.
std::vector<int> PartsOf(const AssignmentCounts& c) {
  return {c.assigned, c.completed, c.completed_late, c.overdue, c.not_yet_due, c.waived, c.paused};
}

std::vector<int> PartsOf(const ComplianceCounts& c) {
  std::vector<int> parts = {c.people,    c.employees, c.elected, c.required,
                            c.completed, c.overdue,   c.waived,  c.paused};
  for (const int part : PartsOf(c.assignments)) parts.push_back(part);
  return parts;
}

constexpr int kSeeds = 200;
constexpr int kUnits = 12;
constexpr int kDays = 20;
constexpr int kPeople = 25;
constexpr EngagementKind kEmployment = EngagementKind::kEmployment;
constexpr EngagementKind kMandate = EngagementKind::kMandate;
constexpr EngagementKind kBoardSeat = EngagementKind::kBoardSeat;
constexpr EngagementKind kOther = EngagementKind::kOther;

// R > A > A1, and B beside A: the nodes 0, 1, 2 and 3.
const std::vector<UnitVersion>& SmallTree() {
  static const auto& units = *new std::vector<UnitVersion>{MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1),
                                                           MakeUnit(3, "A1", 2), MakeUnit(4, "B", 1)};
  return units;
}

PersonTally Tally(Id person_id, AssignmentCounts counts) { return {person_id, kNoId, counts}; }

TEST(Compliance, CountsAPersonOfTwoUnitsInBothAndOnceAbove) {
  const UnitTree tree(SmallTree(), Day(0));
  const auto counts = CountByUnit(tree, {{1, 3, kEmployment}, {1, 4, kEmployment}, {1, 3, kEmployment}},
                                  {Tally(1, {.assigned = 2, .completed = 2})});
  for (const ComplianceCounts& count : counts) {
    EXPECT_EQ(count.people, 1);
    EXPECT_EQ(count.required, 1);
    EXPECT_EQ(count.completed, 1);
    EXPECT_EQ(count.assignments.assigned, 2);
  }
}

TEST(Compliance, CountsSomebodyWhoIsEmployedAndElectedAsBothButOnePerson) {
  const UnitTree tree(SmallTree(), Day(0));
  const auto counts =
      CountByUnit(tree, {{1, 2, kEmployment}, {1, 4, kMandate}, {2, 4, kBoardSeat}, {3, 4, kOther}}, {});
  EXPECT_EQ(PartsOf(counts[0]), PartsOf(ComplianceCounts{.people = 3, .employees = 1, .elected = 2}));
  EXPECT_EQ(PartsOf(counts[1]), PartsOf(ComplianceCounts{.people = 1, .employees = 1}));
  EXPECT_EQ(PartsOf(counts[3]), PartsOf(ComplianceCounts{.people = 3, .elected = 2}));
}

TEST(Compliance, RequiresOnlyThoseWithAnOpenAssignment) {
  const UnitTree tree(SmallTree(), Day(0));
  const auto counts = CountByUnit(tree, {{1, 2, kEmployment}, {2, 2, kEmployment}},
                                  {Tally(2, {}), Tally(3, {.assigned = 1, .overdue = 1})});
  EXPECT_EQ(PartsOf(counts[0]), PartsOf(ComplianceCounts{.people = 2, .employees = 2}));
}

TEST(Compliance, CountsAsCompletedWhoHasNothingLeftToDo) {
  const UnitTree tree(SmallTree(), Day(0));
  const auto completed = [&](const AssignmentCounts& tally) {
    return CountByUnit(tree, {{1, 2, kEmployment}}, {Tally(1, tally)})[0].completed;
  };
  EXPECT_EQ(completed({.assigned = 2, .completed = 2, .completed_late = 1}), 1);
  EXPECT_EQ(completed({.assigned = 2, .completed = 1, .waived = 1}), 1);
  EXPECT_EQ(completed({.assigned = 2, .completed = 1, .not_yet_due = 1}), 0);
  EXPECT_EQ(completed({.assigned = 2, .completed = 1, .overdue = 1}), 0);
  EXPECT_EQ(completed({.assigned = 2, .completed = 1, .paused = 1}), 1);
  EXPECT_EQ(completed({.assigned = 1, .waived = 1}), 0) << "nothing is asked, and nothing was done";
}

TEST(Compliance, TakesThoseOfWhomNothingIsAskedOutOfTheRateButNotOutOfTheRequired) {
  const auto counts = CountByUnit(
      UnitTree(SmallTree(), Day(0)), {{1, 2, kEmployment}, {2, 2, kEmployment}, {3, 2, kEmployment}},
      {Tally(1, {.assigned = 2, .waived = 2}), Tally(2, {.assigned = 2, .waived = 1, .paused = 1}),
       Tally(3, {.assigned = 2, .completed = 1, .waived = 1})})[0];
  EXPECT_EQ(counts.required, 3);
  EXPECT_EQ(counts.waived, 1);
  EXPECT_EQ(counts.paused, 1);
  EXPECT_EQ(counts.completed, 1);
  EXPECT_EQ(counts.active(), 1);
}

TEST(Compliance, CountsThePeopleOfAClosedUnitInTheUnitAbove) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1),
                                          MakeUnit(3, "A1", 2, {kFirstDate, Day(5)})};
  const UnitTree tree(units, Day(5));
  const auto counts = CountByUnit(tree, {{1, 3, kEmployment}}, {});
  ASSERT_EQ(counts.size(), 2);
  EXPECT_EQ(counts[0].people, 1);
  EXPECT_EQ(counts[1].people, 1);
}

TEST(Compliance, GivesZerosForNobody) {
  const UnitTree tree(SmallTree(), Day(0));
  for (const ComplianceCounts& count : CountByUnit(tree, {}, {})) {
    EXPECT_EQ(PartsOf(count), PartsOf(ComplianceCounts()));
  }
  EXPECT_EQ(CountByKind(tree, 0, {}, {}).size(), 4);
  EXPECT_EQ(CountByModule(tree, 0, {7, 8}, {}, {}).size(), 2);
  EXPECT_TRUE(CountByUnit(UnitTree({}, Day(0)), {{1, 2, kEmployment}}, {}).empty());
}

TEST(Compliance, CountsByTheKindsThatAPersonHasWithinTheUnit) {
  const UnitTree tree(SmallTree(), Day(0));
  const std::vector<Presence> presences = {{1, 3, kEmployment}, {1, 4, kMandate}, {1, 2, kBoardSeat}};
  const auto counts = CountByKind(tree, 1, presences, {Tally(1, {.assigned = 1, .overdue = 1})});
  EXPECT_EQ(counts[0].people, 1);
  EXPECT_EQ(counts[0].elected, 1);  // by the seat in A, not the mandate in B
  EXPECT_EQ(counts[1].people, 0);
  EXPECT_EQ(counts[2].people, 1);
  EXPECT_EQ(counts[2].overdue, 1);
  EXPECT_EQ(counts[3].people, 0);
}

// One organisation on one day, at random.
struct Case {
  explicit Case(int seed)
      : random(seed),
        units(RandomUnits(random, kUnits, kDays)),
        day(Day(random.Below(kDays))),
        tree(units, day) {
    for (int i = random.Below(60); i > 0; --i) {
      // Two unit ids that nobody knows are among them.
      presences.push_back({static_cast<Id>(1 + random.Below(kPeople)),
                           static_cast<Id>(1 + random.Below(kUnits + 2)),
                           static_cast<EngagementKind>(random.Below(4))});
    }
  }

  AssignmentCounts RandomTally() {
    AssignmentCounts counts;
    for (int* part :
         {&counts.completed, &counts.overdue, &counts.not_yet_due, &counts.waived, &counts.paused}) {
      if (random.Chance(40)) counts.assigned += * part = random.Below(3);
    }
    counts.completed_late = random.Below(counts.completed + 1);
    return counts;
  }

  Random random;
  std::vector<UnitVersion> units;
  Date day;
  UnitTree tree;
  std::vector<Presence> presences;
};

// The kinds of engagement that each person has in a unit or below it.
std::map<Id, std::set<EngagementKind>> NaivePeople(const Case& c, Id unit_id) {
  std::map<Id, std::set<EngagementKind>> people;
  for (const Presence& presence : c.presences) {
    const std::vector<Id> path = NaivePath(c.units, presence.unit_id, c.day);
    if (std::count(path.begin(), path.end(), unit_id) > 0) people[presence.person_id].insert(presence.kind);
  }
  return people;
}

ComplianceCounts NaiveCount(const std::map<Id, std::set<EngagementKind>>& people,
                            const std::map<Id, AssignmentCounts>& tallies) {
  ComplianceCounts sum;
  sum.people = static_cast<int>(people.size());
  for (const auto& [person, kinds] : people) {
    if (kinds.contains(kEmployment)) ++sum.employees;
    if (kinds.contains(kMandate) || kinds.contains(kBoardSeat)) ++sum.elected;
    const auto it = tallies.find(person);
    if (it == tallies.end() || it->second.assigned == 0) continue;
    const AssignmentCounts& t = it->second;
    ++sum.required;
    const bool asked = t.waived + t.paused < t.assigned;
    if (!asked) ++(t.paused > 0 ? sum.paused : sum.waived);
    if (asked && t.overdue == 0 && t.not_yet_due == 0) ++sum.completed;
    if (t.overdue != 0) ++sum.overdue;
    AssignmentCounts& a = sum.assignments;
    a.assigned += t.assigned, a.completed += t.completed, a.completed_late += t.completed_late;
    a.overdue += t.overdue, a.not_yet_due += t.not_yet_due, a.waived += t.waived, a.paused += t.paused;
  }
  return sum;
}

void ExpectSound(const ComplianceCounts& c) {
  const AssignmentCounts& a = c.assignments;
  EXPECT_EQ(a.assigned, a.completed + a.overdue + a.not_yet_due + a.waived + a.paused);
  EXPECT_LE(a.completed_late, a.completed);
  EXPECT_LE(c.required, c.people);
  EXPECT_LE(c.completed + c.overdue, c.active());
  EXPECT_LE(std::max(c.employees, c.elected), c.people);
}

std::map<Id, AssignmentCounts> RandomTallies(Case& c, std::vector<PersonTally>& tallies) {
  std::map<Id, AssignmentCounts> by_person;
  for (Id person = 1; person <= kPeople + 3; ++person) {
    if (c.random.Chance(30)) continue;
    by_person[person] = c.RandomTally();
    tallies.push_back(Tally(person, by_person[person]));
  }
  c.random.Shuffle(tallies);
  return by_person;
}

TEST(Compliance, CountsByUnitWhatANaiveRecountCounts) {
  int people = 0;
  for (int seed = 1; seed <= kSeeds && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Case c(seed);
    std::vector<PersonTally> tallies;
    const auto by_person = RandomTallies(c, tallies);
    const std::vector<ComplianceCounts> counts = CountByUnit(c.tree, c.presences, tallies);
    ASSERT_EQ(counts.size(), c.tree.nodes().size());
    for (size_t node = 0; node < counts.size(); ++node) {
      const UnitTree::Node& n = c.tree.nodes()[node];
      EXPECT_EQ(PartsOf(counts[node]), PartsOf(NaiveCount(NaivePeople(c, n.unit->unit_id), by_person)))
          << n.unit->code;
      ExpectSound(counts[node]);
      people += counts[node].people;
    }
  }
  EXPECT_GT(people, 5000) << "the cases must be about something";
}

TEST(Compliance, NeverCountsLessThanTheLargestUnitBelowNorMoreThanAllTogether) {
  for (int seed = 1; seed <= kSeeds && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Case c(seed);
    std::vector<PersonTally> tallies;
    RandomTallies(c, tallies);
    const std::vector<ComplianceCounts> counts = CountByUnit(c.tree, c.presences, tallies);
    std::set<Id> everybody;
    for (const Presence& presence : c.presences) everybody.insert(presence.person_id);
    for (size_t node = 0; node < counts.size(); ++node) {
      EXPECT_LE(counts[node].people, static_cast<int>(everybody.size()));
      if (c.tree.nodes()[node].parent < 0) continue;
      const std::vector<int> own = PartsOf(counts[node]);
      const std::vector<int> above = PartsOf(counts[c.tree.nodes()[node].parent]);
      for (size_t part = 0; part < own.size(); ++part) EXPECT_LE(own[part], above[part]) << "part " << part;
    }
  }
}

TEST(Compliance, DoesNotDependOnTheOrderOfTheFacts) {
  for (int seed = 1; seed <= 50; ++seed) {
    TRACE_SEED(seed);
    Case c(seed);
    std::vector<PersonTally> tallies;
    RandomTallies(c, tallies);
    const std::vector<ComplianceCounts> before = CountByUnit(c.tree, c.presences, tallies);
    c.random.Shuffle(c.presences);
    c.random.Shuffle(tallies);
    const std::vector<ComplianceCounts> after = CountByUnit(c.tree, c.presences, tallies);
    for (size_t node = 0; node < before.size(); ++node)
      EXPECT_EQ(PartsOf(before[node]), PartsOf(after[node]));
  }
}

TEST(Compliance, CountsByKindWhatANaiveRecountCounts) {
  for (int seed = 1; seed <= kSeeds && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Case c(seed);
    std::vector<PersonTally> tallies;
    const auto by_person = RandomTallies(c, tallies);
    for (int node = 0; node < static_cast<int>(c.tree.nodes().size()); ++node) {
      const auto counts = CountByKind(c.tree, node, c.presences, tallies);
      ASSERT_EQ(counts.size(), 4);
      for (int kind = 0; kind < 4; ++kind) {
        auto people = NaivePeople(c, c.tree.nodes()[node].unit->unit_id);
        std::erase_if(people,
                      [&](const auto& p) { return !p.second.contains(static_cast<EngagementKind>(kind)); });
        EXPECT_EQ(PartsOf(counts[kind]), PartsOf(NaiveCount(people, by_person)));
        ExpectSound(counts[kind]);
      }
    }
  }
}

TEST(Compliance, CountsByModuleWhatANaiveRecountCounts) {
  for (int seed = 1; seed <= kSeeds && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Case c(seed);
    const std::vector<Id> modules = {103, 101, 102};  // 102 has no tallies
    std::map<Id, std::map<Id, AssignmentCounts>> by_module;
    std::vector<PersonTally> tallies;
    for (Id person = 1; person <= kPeople; ++person) {
      for (const Id module : {101, 103, 104}) {  // 104 is not asked for
        if (c.random.Chance(40)) continue;
        by_module[module][person] = c.RandomTally();
        tallies.push_back({person, module, by_module[module][person]});
      }
    }
    c.random.Shuffle(tallies);
    for (int node = 0; node < static_cast<int>(c.tree.nodes().size()); ++node) {
      const auto counts = CountByModule(c.tree, node, modules, c.presences, tallies);
      ASSERT_EQ(counts.size(), modules.size());
      const auto people = NaivePeople(c, c.tree.nodes()[node].unit->unit_id);
      for (size_t i = 0; i < modules.size(); ++i) {
        EXPECT_EQ(PartsOf(counts[i]), PartsOf(NaiveCount(people, by_module[modules[i]])));
        ExpectSound(counts[i]);
      }
    }
  }
}

}  // namespace
}  // namespace nanolearn
