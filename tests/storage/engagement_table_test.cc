#include "service/storage/mysql/engagement_table.h"

#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};

Engagement Sample(Id id, Id person, DateRange valid, Id source = 1) {
  Engagement engagement{id, person, source, "key-" + std::to_string(id), {}, valid};
  engagement.facts.unit_id = 2;
  engagement.facts.period = {kDay - 100, kNoEnd};
  return engagement;
}

std::vector<Id> IdsOf(const std::vector<Engagement>& engagements) {
  std::vector<Id> ids;
  for (const Engagement& engagement : engagements) ids.push_back(engagement.id);
  return ids;
}

class EngagementTableTest : public TableTest {
 protected:
  std::vector<Id> Current(Id organisation, Id source) {
    std::vector<Id> ids;
    for (const Engagement& engagement : engagements_.OfSourceWithin(organisation, source, {})) {
      if (engagement.is_current) ids.push_back(engagement.id);
    }
    return ids;
  }

  mysql::MysqlEngagementTable engagements_{session_};
};

TEST_F(EngagementTableTest, TheFirstDayIsThatOfTheFirstEngagementThatHeldOnAnyDay) {
  EXPECT_EQ(engagements_.FirstDay(kHere), std::nullopt);
  engagements_.Insert(kHere, {Sample(11, 3, {kDay, kNoEnd}), Sample(12, 4, {kDay - 3, kDay + 5}),
                              Sample(13, 5, {kDay - 9, kDay - 9})});
  EXPECT_EQ(engagements_.FirstDay(kHere), kDay - 3);
}

TEST_F(EngagementTableTest, EverythingThatIsSaidOfAnEngagementComesBack) {
  Engagement written = Sample(11, 3, {kDay, kNoEnd}, 2);
  written.facts = {EngagementKind::kBoardSeat, 3, "Ersättare", true, "chef-1", {kDay - 5, kDay + 700},
                   {kDay + 10, kDay + 20}};
  engagements_.Insert(kHere, {written});

  const std::vector<Engagement> read = engagements_.CurrentByIds(kHere, {11, 12});
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].id, 11u);
  EXPECT_EQ(read[0].person_id, 3u);
  EXPECT_EQ(read[0].source_id, 2u);
  EXPECT_EQ(read[0].source_key, "key-11");
  EXPECT_EQ(read[0].facts, written.facts);
  EXPECT_EQ(read[0].valid, written.valid);
}

TEST_F(EngagementTableTest, EveryKindAndNoLeaveComeBack) {
  for (const auto kind : {EngagementKind::kEmployment, EngagementKind::kMandate, EngagementKind::kBoardSeat,
                          EngagementKind::kOther}) {
    Engagement written = Sample(20 + static_cast<Id>(kind), 3, {kDay, kNoEnd});
    written.facts.kind = kind;
    engagements_.Insert(kHere, {written});
  }
  for (const Engagement& read : engagements_.OfSourceWithin(kHere, 1, {})) {
    EXPECT_EQ(static_cast<Id>(read.facts.kind), read.id - 20);
    EXPECT_EQ(read.facts.leave, (DateRange{kNoEnd, kNoEnd}));
  }
  EXPECT_EQ(Current(kHere, 1).size(), 4u);
}

TEST_F(EngagementTableTest, WhatHasEndedIsNoLongerWhatTheSourceSaysButStaysInHistory) {
  engagements_.Insert(kHere, {Sample(1, 3, {kDay - 9, kNoEnd}), Sample(2, 3, {kDay - 9, kNoEnd}),
                              Sample(3, 4, {kDay, kNoEnd}), Sample(4, 4, {kDay - 9, kNoEnd})});
  engagements_.End(kHere, {{1, kDay}, {2, kDay - 3}, {3, kDay}});

  EXPECT_THAT(Current(kHere, 1), ElementsAre(4));
  const std::vector<Engagement> history = engagements_.OfPeople(kHere, {4, 3});
  EXPECT_THAT(IdsOf(history), ElementsAre(1, 2, 4)) << "3 never came to hold";
  EXPECT_EQ(history[0].valid, (DateRange{kDay - 9, kDay}));
  EXPECT_EQ(history[1].valid, (DateRange{kDay - 9, kDay - 3}));
  EXPECT_EQ(history[2].valid, (DateRange{kDay - 9, kNoEnd}));
}

TEST_F(EngagementTableTest, HistoryComesByPersonForThousandsOfPeople) {
  std::vector<Id> people;
  for (Id id = 2500; id > 0; --id) people.push_back(id);
  people.push_back(2);
  engagements_.Insert(kHere, {Sample(1, 9, {kDay, kNoEnd}), Sample(2, 2, {kDay, kNoEnd}),
                              Sample(3, 9, {kDay - 9, kDay}), Sample(4, 2, {kDay, kNoEnd})});
  EXPECT_THAT(IdsOf(engagements_.OfPeople(kHere, people)), ElementsAre(2, 4, 3, 1));
  EXPECT_THAT(engagements_.OfPeople(kHere, {}), IsEmpty());
}

TEST_F(EngagementTableTest, AnotherOrganisationsEngagementsAreNeitherReadNorEnded) {
  engagements_.Insert(kHere, {Sample(1, 3, {kDay, kNoEnd})});
  engagements_.Insert(kElsewhere, {Sample(1, 3, {kDay, kNoEnd}), Sample(2, 3, {kDay, kNoEnd})});
  engagements_.End(kHere, {{1, kDay + 1}, {2, kDay + 1}});

  EXPECT_THAT(Current(kHere, 1), IsEmpty());
  EXPECT_THAT(Current(kElsewhere, 1), ElementsAre(1, 2));
  EXPECT_THAT(IdsOf(engagements_.OfPeople(kHere, {3})), ElementsAre(1));
}

TEST_F(EngagementTableTest, WhatIsTakenBackHoldsOnNoDayAndWhatItEndedIsAsBefore) {
  engagements_.Insert(kHere, {Sample(1, 3, {kDay - 9, kNoEnd})});
  engagements_.End(kHere, {{1, kDay}});
  engagements_.Insert(kHere, {Sample(2, 3, {kDay, kNoEnd})});
  engagements_.Void(kHere, {2});
  engagements_.Restore(kHere, {{1, kNoEnd, true}});

  EXPECT_THAT(Current(kHere, 1), ElementsAre(1));
  EXPECT_EQ(engagements_.ByIds(kHere, {1})[0].valid, (DateRange{kDay - 9, kNoEnd}));
  const std::vector<Engagement> taken_back = engagements_.ByIds(kHere, {2});
  ASSERT_EQ(taken_back.size(), 1u) << "kept, since a run names it";
  EXPECT_TRUE(taken_back[0].valid.empty());
  EXPECT_FALSE(taken_back[0].is_current);
  engagements_.Restore(kHere, {{1, kDay - 1, false}});
  EXPECT_THAT(Current(kHere, 1), IsEmpty());
}

TEST_F(EngagementTableTest, WhatASourceSaysNowIsFoundByItsKeys) {
  Engagement again = Sample(3, 3, {kDay, kNoEnd});
  again.source_key = "key-1";
  engagements_.Insert(kHere, {Sample(1, 3, {kDay - 9, kNoEnd}), Sample(2, 4, {kDay, kNoEnd}),
                              Sample(4, 4, {kDay, kNoEnd}, 2)});
  engagements_.End(kHere, {{1, kDay}});
  engagements_.Insert(kHere, {again});
  EXPECT_THAT(IdsOf(engagements_.CurrentByKeys(kHere, 1, {"key-1", "key-4", "none"})), ElementsAre(3));
  EXPECT_THAT(IdsOf(engagements_.CurrentByKeys(kElsewhere, 1, {"key-1"})), IsEmpty());
}

TEST_F(EngagementTableTest, EverythingThatEverHeldOrIsSaidNowIsFoundByItsKeys) {
  Engagement later = Sample(3, 3, {kDay, kNoEnd}), said = Sample(6, 3, {kDay, kDay});
  later.source_key = said.source_key = "key-1";
  engagements_.Insert(kHere, {Sample(1, 3, {kDay - 9, kNoEnd}), Sample(2, 4, {kDay, kNoEnd}),
                              Sample(4, 4, {kDay, kNoEnd}, 2), Sample(5, 4, {kDay, kNoEnd}), said});
  engagements_.End(kHere, {{1, kDay}, {2, kDay + 3}});
  engagements_.Void(kHere, {5});
  engagements_.Insert(kHere, {later});
  EXPECT_THAT(IdsOf(engagements_.VersionsByKeys(kHere, 1, {"key-1", "key-2", "key-4", "key-5"})),
              UnorderedElementsAre(1, 2, 3, 6));
  EXPECT_THAT(IdsOf(engagements_.VersionsByKeys(kElsewhere, 1, {"key-1"})), IsEmpty());
}

TEST_F(EngagementTableTest, WhatHoldsOnADayIsFoundByItsUnitsAndByItsKeys) {
  Engagement before = Sample(1, 5, {kDay - 9, kDay}), now = Sample(2, 4, {kDay, kDay + 1}),
             other_unit = Sample(3, 3, {kDay, kNoEnd}), never = Sample(4, 2, {kDay, kDay}),
             other_source = Sample(5, 1, {kDay - 1, kNoEnd}, 2);
  other_unit.facts.unit_id = 3;
  other_source.source_key = now.source_key;
  engagements_.Insert(kHere, {before, now, other_unit, never, other_source});
  engagements_.Insert(kElsewhere, {Sample(1, 4, {kDay, kNoEnd})});
  EXPECT_THAT(IdsOf(engagements_.OnDay(kHere, {2}, kDay)), ElementsAre(5, 2)) << "by person";
  EXPECT_THAT(IdsOf(engagements_.OnDay(kHere, {2, 3}, kDay)), ElementsAre(5, 3, 2));
  EXPECT_THAT(IdsOf(engagements_.OnDay(kHere, {}, kDay)), ElementsAre(5, 3, 2)) << "in any unit";
  EXPECT_THAT(IdsOf(engagements_.OnDay(kHere, {2}, kDay - 1)), ElementsAre(5, 1));
  EXPECT_THAT(IdsOf(engagements_.ByKeysOnDay(kHere, 1, {"key-1", "key-2", "key-3"}, kDay)),
              UnorderedElementsAre(2, 3));
  EXPECT_THAT(IdsOf(engagements_.ByKeysOnDay(kHere, 2, {"key-2"}, kDay)), ElementsAre(5));
}

TEST_F(EngagementTableTest, VersionsOfASourceAreFoundByTheDaysOnWhichTheyHold) {
  engagements_.Insert(kHere, {Sample(1, 3, {kDay - 9, kDay}), Sample(2, 3, {kDay, kDay + 1}),
                              Sample(3, 3, {kDay + 1, kNoEnd}), Sample(4, 3, {kDay, kDay}),
                              Sample(5, 3, {kFirstDate, kNoEnd}), Sample(6, 3, {kDay, kNoEnd}, 2)});
  EXPECT_THAT(IdsOf(engagements_.OfSourceWithin(kHere, 1, {kDay, kDay + 1})), ElementsAre(2, 5));
}

TEST_F(EngagementTableTest, PeopleOfASourceAreCountedOnceAndOnlyThoseWhoGoOn) {
  Engagement other_unit = Sample(4, 5, {kDay, kNoEnd});
  other_unit.facts.unit_id = 3;
  engagements_.Insert(kHere, {Sample(1, 3, {kDay, kNoEnd}), Sample(2, 3, {kDay, kNoEnd}),
                              Sample(3, 4, {kDay, kNoEnd}), other_unit, Sample(5, 6, {kDay, kNoEnd}, 2)});
  EXPECT_EQ(engagements_.CountPeople(kHere, 1, kFirstDate), 3);
  engagements_.End(kHere, {{3, kDay + 1}});
  EXPECT_EQ(engagements_.CountPeople(kHere, 1, kFirstDate), 2)
      << "people, not engagements, and those who are there now";
  EXPECT_EQ(engagements_.CountPeople(kElsewhere, 1, kFirstDate), 0);
  engagements_.Insert(kHere, {Sample(6, 7, {kDay, kDay + 3})});
  EXPECT_EQ(engagements_.CountPeople(kHere, 1, kDay + 2), 3);
  EXPECT_EQ(engagements_.CountPeople(kHere, 1, kDay + 3), 2) << "whose time is up does not count";
  EXPECT_THAT(engagements_.CountCurrent(kHere, 1, {1, 2, 3}, kFirstDate),
              UnorderedElementsAre(Pair(2, 2), Pair(3, 1)));
  EXPECT_THAT(engagements_.KnownTo(kHere, 1, {3, 4, 6}), UnorderedElementsAre(3, 4));
}

TEST_F(EngagementTableTest, ThousandsOfEngagementsAreWrittenAndEnded) {
  std::vector<Engagement> engagements;
  std::vector<StaffPlan::End> ends;
  for (Id id = 1; id <= 2777; ++id) {
    engagements.push_back(Sample(id, 1 + id % kPeople, {kDay - 9, kNoEnd}));
    if (id % 2) ends.push_back({id, kDay});
  }
  engagements_.Insert(kHere, engagements);
  EXPECT_EQ(Current(kHere, 1).size(), 2777u);
  engagements_.End(kHere, ends);
  EXPECT_EQ(Current(kHere, 1).size(), 2777u / 2);
}

TEST_F(EngagementTableTest, WhoHasOneOfTheManagersOnADayIsFound) {
  const auto reports_to = [](Id id, const std::string& key, DateRange valid, Id source = 1) {
    Engagement engagement = Sample(id, id, valid, source);
    engagement.facts.manager_key = key;
    return engagement;
  };
  const DateRange days{kDay - 9, kNoEnd};
  engagements_.Insert(kHere, {reports_to(1, "a", days), reports_to(2, "b", days), reports_to(3, "c", days),
                              reports_to(4, "a", {kDay - 9, kDay}), reports_to(5, "a", {kDay + 1, kNoEnd}),
                              reports_to(6, "a", days, 2), reports_to(7, "", days)});
  engagements_.Insert(kElsewhere, {reports_to(8, "a", days)});
  const auto found = [&](std::vector<std::string> keys, Date day = kDay) {
    return IdsOf(engagements_.OfManagersOnDay(kHere, 1, keys, day));
  };
  EXPECT_THAT(found({"a", "b"}), UnorderedElementsAre(1, 2));
  EXPECT_THAT(found({"a"}, kDay - 1), UnorderedElementsAre(1, 4));
  EXPECT_THAT(found({"a"}, kDay + 1), UnorderedElementsAre(1, 5));
  EXPECT_THAT(found({"A"}), IsEmpty()) << "keys are compared to the letter";
  EXPECT_THAT(found({}), IsEmpty());
}


// More than are read at a time.
TEST_F(EngagementTableTest, KeysAreReplacedWhereTheyAreHashedAndNowhereElse) {
  constexpr Id kCount = 5'002;
  std::vector<Engagement> written;
  for (Id id = 1; id <= kCount; ++id) {
    Engagement& engagement = written.emplace_back(Sample(id, 3, {kDay, kNoEnd}));
    engagement.source_key = "h:" + std::to_string(id);
    engagement.facts.manager_key = "h:boss";
  }
  written[0].source_key = "oh:1";
  written[0].facts.manager_key = "m";
  written[1].source_key = "2";
  written[2].facts.manager_key = "m";
  session_.Run("START TRANSACTION");
  for (const Id organisation : {kHere, kElsewhere}) engagements_.Insert(organisation, written);
  engagements_.ReplaceKeys(kHere, "h:", [](const std::string& key) { return key + "+"; });
  session_.Run("COMMIT");

  const auto keys = [&](Id organisation) {
    std::vector<std::pair<std::string, std::string>> keys;
    for (const Engagement& e : engagements_.OfSourceWithin(organisation, 1, {})) {
      keys.emplace_back(e.source_key, e.facts.manager_key);
    }
    return keys;
  };
  std::vector<std::pair<std::string, std::string>> expected, unchanged;
  for (const Engagement& e : written) {
    const auto replaced = [](const std::string& key) { return key.starts_with("h:") ? key + "+" : key; };
    expected.emplace_back(replaced(e.source_key), replaced(e.facts.manager_key));
    unchanged.emplace_back(e.source_key, e.facts.manager_key);
  }
  EXPECT_THAT(keys(kHere), ::testing::UnorderedElementsAreArray(expected));
  EXPECT_THAT(keys(kElsewhere), ::testing::UnorderedElementsAreArray(unchanged));
}

}  // namespace
}  // namespace nanolearn::testing
