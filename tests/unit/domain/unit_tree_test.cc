#include "service/domain/unit_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr int kSeeds = 150;
constexpr int kUnits = 14;
constexpr int kDays = 30;
constexpr Id kUnknown = 999;

// "code(parent code)" of each node in order.
std::vector<std::string> Outline(const UnitTree& tree) {
  std::vector<std::string> outline;
  for (const UnitTree::Node& node : tree.nodes()) {
    const std::string parent = node.parent < 0 ? "" : tree.nodes()[node.parent].unit->code;
    outline.push_back(absl::StrCat(node.unit->code, "(", parent, ")"));
  }
  return outline;
}

Id IdAt(const UnitTree& tree, int node) { return node < 0 ? kNoId : tree.nodes()[node].unit->unit_id; }

TEST(UnitTree, PutsEachUnitAfterTheOneAboveItAndSiblingsByCode) {
  const std::vector<UnitVersion> units = {MakeUnit(4, "B2", 2), MakeUnit(5, "A1", 3),
                                          MakeUnit(2, "B", 1),  MakeUnit(1, "R", kNoId),
                                          MakeUnit(3, "A", 1),  MakeUnit(6, "B1", 2)};
  const UnitTree tree(units, Day(0));
  EXPECT_THAT(Outline(tree), ElementsAre("R()", "A(R)", "A1(A)", "B(R)", "B1(B)", "B2(B)"));
  EXPECT_EQ(tree.nodes()[0].end, 6);
  EXPECT_EQ(tree.nodes()[1].end, 3);
  EXPECT_EQ(tree.nodes()[3].end, 6);
  EXPECT_EQ(tree.nodes()[5].depth, 2);
}

TEST(UnitTree, IsEmptyBeforeTheFirstUnit) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId, {Day(5), kNoEnd})};
  EXPECT_THAT(UnitTree(units, Day(4)).nodes(), IsEmpty());
  EXPECT_EQ(UnitTree(units, Day(4)).NodeOf(1), -1);
  EXPECT_EQ(UnitTree(units, Day(5)).NodeOf(1), 0);
  EXPECT_EQ(UnitTree({}, Day(0)).NodeOf(1), -1);
}

TEST(UnitTree, CountsAClosedUnitInTheNearestUnitAboveThatExists) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1),
                                          MakeUnit(3, "A1", 2, {kFirstDate, Day(5)}),
                                          MakeUnit(4, "A11", 3, {kFirstDate, Day(3)})};
  EXPECT_EQ(IdAt(UnitTree(units, Day(2)), UnitTree(units, Day(2)).NodeOf(4)), 4);
  const UnitTree some_closed(units, Day(3));
  EXPECT_EQ(IdAt(some_closed, some_closed.NodeOf(4)), 3);
  const UnitTree both_closed(units, Day(5));
  EXPECT_EQ(IdAt(both_closed, both_closed.NodeOf(4)), 2);
  EXPECT_THAT(both_closed.UnitsWithin(both_closed.NodeOf(2)), UnorderedElementsAre(2, 3, 4));
}

TEST(UnitTree, CountsAClosedUnitWhereItStoodLast) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "B", 1),
                                          MakeUnit(4, "X", 2, {kFirstDate, Day(3)}),
                                          MakeUnit(4, "X", 3, {Day(3), Day(6)})};
  const UnitTree tree(units, Day(8));
  EXPECT_EQ(IdAt(tree, tree.NodeOf(4)), 3);
}

TEST(UnitTree, CountsAUnitThatIsToComeWhereItWillStandFirst) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1), MakeUnit(3, "B", 1),
                                          MakeUnit(4, "X", 3, {Day(9), kNoEnd}),
                                          MakeUnit(4, "X", 2, {Day(6), Day(9)})};
  const UnitTree tree(units, Day(1));
  EXPECT_EQ(IdAt(tree, tree.NodeOf(4)), 2);
}

TEST(UnitTree, CountsAUnitThatNeverCameToHoldInTheUnitAbove) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1, {Day(3), Day(3)})};
  for (const int day : {1, 3, 5}) {
    const UnitTree tree(units, Day(day));
    EXPECT_EQ(IdAt(tree, tree.NodeOf(2)), 1) << day;
    EXPECT_THAT(tree.UnitsWithin(0), UnorderedElementsAre(1, 2)) << day;
  }
}

TEST(UnitTree, HasNoNodeForAUnitThatNobodyKnowsOrThatNothingIsLeftAbove) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "OLD", kNoId, {kFirstDate, Day(3)}),
                                          MakeUnit(2, "NEW", kNoId, {Day(3), kNoEnd})};
  const UnitTree tree(units, Day(3));
  EXPECT_EQ(tree.NodeOf(kUnknown), -1);
  EXPECT_EQ(tree.NodeOf(kNoId), -1);
  EXPECT_EQ(tree.NodeOf(1), -1);
  EXPECT_FALSE(tree.Covers(1, 1));
  EXPECT_FALSE(tree.Covers(2, 1));
}

TEST(UnitTree, LetsAClosedUnitCoverItselfAndWhatWasBelowButNothingElse) {
  const std::vector<UnitVersion> units = {MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1, {kFirstDate, Day(3)}),
                                          MakeUnit(3, "A1", 2, {kFirstDate, Day(3)}), MakeUnit(4, "B", 1)};
  const UnitTree tree(units, Day(3));
  EXPECT_TRUE(tree.Covers(2, 2));
  EXPECT_TRUE(tree.Covers(2, 3));
  EXPECT_FALSE(tree.Covers(2, 4));
  EXPECT_FALSE(tree.Covers(2, 1));
  EXPECT_TRUE(tree.Covers(1, 3));
}

// Everything that is said of one day, against the naive walk.
void ExpectAsTheNaiveWalk(const UnitTree& tree, const std::vector<UnitVersion>& units, Date day) {
  const auto& nodes = tree.nodes();
  std::set<Id> present;
  for (Id id = 1; id <= kUnits; ++id) {
    if (NaiveExists(units, id, day)) present.insert(id);
  }
  ASSERT_EQ(nodes.size(), present.size());
  for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
    const Id id = IdAt(tree, i);
    EXPECT_TRUE(present.contains(id)) << "each unit once";
    present.erase(id);
    EXPECT_EQ(nodes[i].unit, NaivePlace(units, id, day));
    const std::vector<Id> path = NaivePath(units, id, day);
    EXPECT_EQ(nodes[i].depth, static_cast<int>(path.size()) - 1);
    EXPECT_EQ(IdAt(tree, nodes[i].parent), path.size() > 1 ? path[1] : kNoId);
    EXPECT_LT(nodes[i].parent, i);
    if (nodes[i].end < static_cast<int>(nodes.size()) && nodes[nodes[i].end].parent == nodes[i].parent) {
      EXPECT_LT(nodes[i].unit->code, nodes[nodes[i].end].unit->code);
    }
  }
}

void ExpectPlacesAsTheNaiveWalk(const UnitTree& tree, const std::vector<UnitVersion>& units, Date day) {
  std::vector<std::set<Id>> within(tree.nodes().size());
  for (Id id = 1; id <= kUnits; ++id) {
    const std::vector<Id> path = NaivePath(units, id, day);
    EXPECT_EQ(IdAt(tree, tree.NodeOf(id)), path.empty() ? kNoId : path[0]) << "unit " << id;
    for (int node = 0; node < static_cast<int>(within.size()); ++node) {
      const bool below = std::find(path.begin(), path.end(), IdAt(tree, node)) != path.end();
      if (below) within[node].insert(id);
      if (!path.empty()) {
        EXPECT_EQ(tree.IsWithin(tree.NodeOf(id), node), below);
      }
    }
    const std::vector<Id> chain = NaiveChain(units, id, day);
    for (Id above = 1; above <= kUnits; ++above) {
      const bool covered = !path.empty() && std::find(chain.begin(), chain.end(), above) != chain.end();
      EXPECT_EQ(tree.Covers(above, id), covered) << above << " over " << id;
    }
  }
  for (int node = 0; node < static_cast<int>(within.size()); ++node) {
    std::vector<Id> ids = tree.UnitsWithin(node);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, std::vector<Id>(within[node].begin(), within[node].end()));
  }
}

TEST(UnitTree, IsWhatANaiveWalkFindsOnEveryDayOfRandomTrees) {
  for (int seed = 1; seed <= kSeeds && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const std::vector<UnitVersion> units = RandomUnits(random, kUnits, kDays);
    for (int day = -1; day <= kDays && !::testing::Test::HasFailure(); ++day) {
      SCOPED_TRACE(FormatDate(Day(day)));
      const UnitTree tree(units, Day(day));
      ExpectAsTheNaiveWalk(tree, units, Day(day));
      ExpectPlacesAsTheNaiveWalk(tree, units, Day(day));
    }
  }
}

TEST(UnitTree, HasBehindEachNodeJustWhatIsBelowIt) {
  for (int seed = 1; seed <= kSeeds; ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const std::vector<UnitVersion> units = RandomUnits(random, 40, kDays);
    const UnitTree tree(units, Day(random.Below(kDays)));
    for (int node = 0; node < static_cast<int>(tree.nodes().size()); ++node) {
      for (int other = 0; other < static_cast<int>(tree.nodes().size()); ++other) {
        int up = other;
        while (up >= 0 && up != node) up = tree.nodes()[up].parent;
        EXPECT_EQ(up == node, node <= other && other < tree.nodes()[node].end);
      }
    }
  }
}

TEST(UnitHistory, GivesForEachDayTheTreeOfThatDay) {
  for (int seed = 1; seed <= kSeeds; ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    const UnitHistory history(RandomUnits(random, kUnits, kDays));
    std::vector<int> days;  // in any order, since trees are kept
    for (int day = -1; day <= kDays; ++day) days.push_back(day);
    random.Shuffle(days);
    for (const int day : days) {
      const UnitTree fresh(history.versions(), Day(day));
      const UnitTree& kept = history.On(Day(day));
      EXPECT_EQ(Outline(kept), Outline(fresh)) << FormatDate(Day(day));
      for (Id id = 1; id <= kUnits; ++id) EXPECT_EQ(kept.NodeOf(id), fresh.NodeOf(id));
    }
  }
}

TEST(UnitHistory, KnowsTheDaysOnWhichTheTreeChanged) {
  const UnitHistory history({MakeUnit(1, "R", kNoId), MakeUnit(2, "A", 1, {kFirstDate, Day(9)}),
                             MakeUnit(3, "B", 1, {Day(9), Day(12)}), MakeUnit(4, "C", 1, {Day(4), Day(4)})});
  EXPECT_THAT(history.change_days(), ElementsAre(Day(9), Day(12)));
  EXPECT_EQ(&history.On(Day(9)), &history.On(Day(11)));
  EXPECT_NE(&history.On(Day(8)), &history.On(Day(9)));
}

}  // namespace
}  // namespace nanolearn
