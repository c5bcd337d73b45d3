#include "service/domain/person_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>

namespace nanolearn {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Date kDay{2026, 11, 23};

Assignment Sample(Id id, Id person, std::optional<Date> complete_date = std::nullopt, Id module = 1) {
  return {id, 1, module, person, 1, kDay, kDay + 30, complete_date};
}

// Who has which, by assignment.
std::map<Id, Id> Holders(Id keeper, const std::vector<Id>& others, const std::vector<Assignment>& before) {
  std::map<Id, Id> holders;
  for (const Assignment& assignment : before) holders[assignment.id] = assignment.person_id;
  for (const AssignmentMove& move : SettleAssignments(keeper, others, before)) {
    holders[move.assignment_id] = move.person_id;
  }
  return holders;
}

using Map = std::map<Id, Id>;

TEST(SettleAssignments, WhatOnlyTheOtherHadComesToTheKeeper) {
  EXPECT_EQ(Holders(1, {2}, {Sample(10, 2), Sample(11, 1, {}, 2)}), (Map{{10, 1}, {11, 1}}));
}

TEST(SettleAssignments, OfTwoOpenOnesTheKeeperGoesOnWithTheirOwn) {
  EXPECT_THAT(SettleAssignments(1, {2}, {Sample(10, 2), Sample(11, 1)}), IsEmpty());
}

TEST(SettleAssignments, TheOneThatIsDoneCounts) {
  EXPECT_EQ(Holders(1, {2}, {Sample(10, 2, kDay), Sample(11, 1)}), (Map{{10, 1}, {11, 2}}));
  EXPECT_THAT(SettleAssignments(1, {2}, {Sample(10, 2), Sample(11, 1, kDay)}), IsEmpty());
}

TEST(SettleAssignments, TheOneThatWasDoneFirstCounts) {
  EXPECT_EQ(Holders(1, {2}, {Sample(10, 2, kDay), Sample(11, 1, kDay + 1)}), (Map{{10, 1}, {11, 2}}));
  EXPECT_THAT(SettleAssignments(1, {2}, {Sample(10, 2, kDay), Sample(11, 1, kDay)}), IsEmpty());
}

TEST(SettleAssignments, OtherModulesAndCyclesAreOtherAssignments) {
  Assignment later = Sample(12, 2, kDay);
  later.cycle = 2;
  EXPECT_EQ(Holders(1, {2}, {Sample(10, 1), Sample(11, 2, kDay, 2), later}),
            (Map{{10, 1}, {11, 1}, {12, 1}}));
}

TEST(SettleAssignments, WhoIsMergedInSecondSwapsOnlyWithTheKeeper) {
  EXPECT_EQ(Holders(1, {2, 3}, {Sample(10, 1, kDay), Sample(11, 2), Sample(12, 3, kDay - 1)}),
            (Map{{10, 3}, {11, 2}, {12, 1}}));
}

TEST(SettleAssignments, WhatComesFromOutsideFindsAPlace) {
  // 3 leaves with what was theirs, and the others sort out the rest: 12 lies with 3 still.
  EXPECT_EQ(Holders(1, {2}, {Sample(11, 2), Sample(12, 3, kDay)}), (Map{{11, 2}, {12, 1}}));
  EXPECT_EQ(Holders(1, {2}, {Sample(11, 1, kDay), Sample(12, 3)}), (Map{{11, 1}, {12, 2}}));
}

// Whatever the merges and the order in which they are undone: nobody has two of a kind, the keeper has the
// one that counts, and in the end everybody has their own.
TEST(SettleAssignments, AnyMergesUndoneInAnyOrderGiveEverybodyTheirOwn) {
  const char* const given = std::getenv("TEST_SEED");
  const unsigned seed = given ? static_cast<unsigned>(std::stoul(given)) : std::random_device()();
  SCOPED_TRACE("TEST_SEED=" + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::vector<Assignment> all;
    std::map<Id, std::vector<Id>> own;  // assignments by person
    for (Id person = 1; person <= 5; ++person) {
      for (Id module = 1; module <= 3; ++module) {
        if (random() % 4 == 0) continue;
        const Id id = person * 10 + module;
        std::optional<Date> done;
        if (random() % 2) done = kDay + static_cast<int>(random() % 4);
        all.push_back(Sample(id, person, done, module));
        own[person].push_back(id);
      }
    }
    const std::vector<Assignment> before = all;
    std::set<Id> group = {1};
    const auto settle = [&](Id keeper, const std::set<Id>& people, auto belongs) {
      std::vector<Id> others(people.begin(), people.end());
      others.erase(std::find(others.begin(), others.end(), keeper));
      std::vector<Assignment> theirs;
      std::copy_if(all.begin(), all.end(), std::back_inserter(theirs), belongs);
      return SettleAssignments(keeper, others, theirs);
    };
    const auto owner = [](const Assignment& a) { return a.id / 10; };
    const auto apply = [&](const std::vector<AssignmentMove>& moves) {
      for (const AssignmentMove& move : moves) {
        std::find_if(all.begin(), all.end(), [&](const Assignment& a) {
          return a.id == move.assignment_id;
        })->person_id = move.person_id;
      }
      std::set<std::pair<Id, Id>> held;
      std::map<Id, std::tuple<bool, Date>> best, kept;
      for (const Assignment& a : all) {
        EXPECT_TRUE(held.insert({a.person_id, a.module_id}).second) << "two of a kind";
        if (!group.contains(owner(a))) continue;
        const std::tuple rank(!a.complete_date, a.complete_date.value_or(kNoEnd));
        const auto [place, is_first] = best.try_emplace(a.module_id, rank);
        if (!is_first) place->second = std::min(place->second, rank);
        if (a.person_id == 1) kept[a.module_id] = rank;
      }
      EXPECT_EQ(kept, best);
    };
    const auto is_in_group = [&](const Assignment& a) { return group.contains(owner(a)); };
    for (int step = 0; step < 12; ++step) {
      const Id person = 2 + random() % 4;
      if (group.insert(person).second) {
        apply(settle(1, group, is_in_group));
      } else {
        group.erase(person);
        auto moves = settle(1, group, is_in_group);
        for (const auto& move :
             settle(person, {person}, [&](const Assignment& a) { return owner(a) == person; }))
          moves.push_back(move);
        apply(moves);
      }
    }
    for (Id person = 2; person <= 5; ++person) {
      if (group.erase(person) == 0) continue;
      auto moves = settle(1, group, is_in_group);
      for (const auto& move :
           settle(person, {person}, [&](const Assignment& a) { return owner(a) == person; }))
        moves.push_back(move);
      apply(moves);
    }
    for (const Assignment& a : all) EXPECT_EQ(a.person_id, owner(a));
  }
}

AttributeVersion Said(Id id, Id person, Id source, bool is_protected = false,
                      DateRange valid = {kFirstDate, kNoEnd}) {
  return {id, person, source, {"Namn " + std::to_string(id), "", "", "", is_protected}, valid};
}

TEST(MergeAttributes, WhatDifferentSourcesSayStays) {
  const AttributeMerge merge = MergeAttributes({Said(1, 1, 1)}, {Said(2, 2, 2)}, kDay);
  EXPECT_THAT(merge.ended, IsEmpty());
  EXPECT_THAT(merge.begun, IsEmpty());
}

TEST(MergeAttributes, OneSourceSaysOneThingOfOneHuman) {
  const std::vector<AttributeVersion> merged = {Said(2, 2, 1)};
  const AttributeMerge merge = MergeAttributes({Said(1, 1, 1)}, merged, kDay);
  ASSERT_THAT(merge.ended, SizeIs(1));
  EXPECT_EQ(merge.ended[0]->id, 2u);
  EXPECT_THAT(merge.begun, IsEmpty());
}

TEST(MergeAttributes, AProtectedIdentityStaysProtected) {
  for (const DateRange& valid :
       {DateRange{kDay - 9, kNoEnd}, DateRange{kDay - 9, kDay - 5}, DateRange{kDay + 5, kNoEnd}}) {
    const std::vector<AttributeVersion> keeper = {Said(1, 1, 1, false, valid)},
                                        merged = {Said(2, 2, 1, true)};
    const AttributeMerge merge = MergeAttributes(keeper, merged, kDay);
    EXPECT_THAT(merge.ended, SizeIs(2));
    ASSERT_THAT(merge.begun, SizeIs(1));
    EXPECT_EQ(merge.begun[0].person_id, 1u);
    EXPECT_EQ(merge.begun[0].attributes.given_name, "Namn 1");
    EXPECT_TRUE(ChooseAttributes({keeper[0], merged[0], merge.begun[0]}, {}, kDay).protected_identity);
  }
}

}  // namespace
}  // namespace nanolearn
