#include "service/storage/mysql/person_merge_table.h"

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/completion_table.h"
#include "service/storage/mysql/engagement_table.h"
#include "service/storage/mysql/person_table.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
const absl::Time kNow = absl::FromUnixMicros(1'795'000'000'000'001);

PersonMergeRecord Sample(Id id, Id person, Id merged) {
  PersonMergeRecord record{.id = id, .person_id = person, .merged_person_id = merged};
  record.create_time = kNow;
  return record;
}

class PersonMergeTableTest : public TableTest {
 protected:
  mysql::MysqlPersonMergeTable merges_{session_};
  mysql::MysqlPersonTable people_{session_};
  mysql::MysqlEngagementTable engagements_{session_};
  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlCompletionTable completions_{session_};
};

TEST_F(PersonMergeTableTest, AMergeComesBackAsItWasWritten) {
  PersonMergeRecord written = Sample(9, 3, 4);
  written.belongings = {{std::string("\0\xff'", 3) + std::string(29, 'h')}, {~Id{0}, 2}, {3}, {4, 5}};
  written.assignments = {6, 7};
  written.completed = {7};
  written.ended_attributes = {{3, kNoEnd, true}, {8, kDay, false}};
  written.begun_attributes = {11};
  written.created_by = "Åsa";
  merges_.Insert(kHere, written);

  const PersonMergeRecord read = merges_.Find(kHere, 4).value();
  EXPECT_EQ(read.id, 9u);
  EXPECT_EQ(read.person_id, 3u);
  EXPECT_EQ(read.merged_person_id, 4u);
  EXPECT_EQ(read.belongings.identities, written.belongings.identities);
  EXPECT_EQ(read.belongings.engagements, written.belongings.engagements);
  EXPECT_EQ(read.belongings.attributes, written.belongings.attributes);
  EXPECT_EQ(read.belongings.directory_users, written.belongings.directory_users);
  EXPECT_EQ(read.assignments, written.assignments);
  EXPECT_EQ(read.completed, written.completed);
  ASSERT_EQ(read.ended_attributes.size(), 2u);
  EXPECT_EQ(read.ended_attributes[0].valid_to, kNoEnd);
  EXPECT_TRUE(read.ended_attributes[0].is_current);
  EXPECT_EQ(read.ended_attributes[1].id, 8u);
  EXPECT_EQ(read.begun_attributes, written.begun_attributes);
  EXPECT_EQ(read.create_time, kNow);
  EXPECT_EQ(read.created_by, "Åsa");
  EXPECT_FALSE(merges_.Find(kElsewhere, 4));
  EXPECT_FALSE(merges_.Find(kHere, 3)) << "who goes on was not merged";
}

TEST_F(PersonMergeTableTest, WhatIsUndoneIsNoMergeAnyMore) {
  merges_.Insert(kHere, Sample(1, 3, 4));
  merges_.Insert(kHere, Sample(2, 3, 5));
  merges_.Insert(kHere, Sample(3, 4, 6));
  EXPECT_THAT(merges_.MergedInto(kHere, {3}), UnorderedElementsAre(4, 5));
  EXPECT_THAT(merges_.Keepers(kHere, {3, 4, 6}), UnorderedElementsAre(Pair(4, 3), Pair(6, 4)));
  merges_.SetUndone(kHere, 1, kNow, "HR");
  EXPECT_FALSE(merges_.Find(kHere, 4));
  EXPECT_THAT(merges_.MergedInto(kHere, {3, 4}), UnorderedElementsAre(5, 6));
  merges_.Insert(kHere, Sample(4, 7, 4));
  EXPECT_EQ(merges_.Find(kHere, 4)->person_id, 7u) << "and may be merged again";
}

TEST_F(PersonMergeTableTest, EverythingOfAPersonIsFoundAndGivenToAnother) {
  const std::string hash(32, '\xfd'), other(32, 'o');
  for (const Id organisation : {kHere, kElsewhere}) {
    people_.Insert(organisation, {{hash, 101}, {other, 102}}, kNow);
    engagements_.Insert(organisation, {{1, 101, 1, "a", {.unit_id = 1}, {kDay, kDay}, false},
                                       {2, 102, 1, "b", {.unit_id = 1}, {kDay, kNoEnd}}});
    people_.InsertAttributes(organisation, {{1, 101, 1, {"A"}, {kDay, kNoEnd}}});
  }
  const Belongings belongings = merges_.BelongingsOf(kHere, 101);
  EXPECT_THAT(belongings.identities, ElementsAre(hash));
  EXPECT_THAT(belongings.engagements, ElementsAre(1)) << "also what holds on no day: it may come back";
  EXPECT_THAT(belongings.attributes, ElementsAre(1));
  EXPECT_THAT(belongings.directory_users, IsEmpty());

  merges_.Give(kHere, belongings, 102);
  EXPECT_EQ(people_.FindByIdentity(kHere, {hash})[hash], 102u);
  EXPECT_EQ(people_.FindByIdentity(kElsewhere, {hash})[hash], 101u);
  EXPECT_THAT(merges_.BelongingsOf(kHere, 101).engagements, IsEmpty());
  EXPECT_THAT(merges_.BelongingsOf(kHere, 102).engagements, ElementsAre(1, 2));
  EXPECT_EQ(people_.Find(kHere, 102, kDay)->attributes.given_name, "A");
  EXPECT_EQ(people_.Find(kElsewhere, 101, kDay)->attributes.given_name, "A");
}

TEST_F(PersonMergeTableTest, TwoPeopleSwapAssignmentsAndTheCompletionsGoWithThem) {
  for (const Id organisation : {kHere, kElsewhere}) {
    assignments_.Insert(organisation, {{1, 1, 1, 3, 1, kDay, kDay + 30, std::nullopt},
                                       {2, 1, 1, 4, 1, kDay, kDay + 30, std::nullopt},
                                       {3, 1, 2, 4, 1, kDay, kDay + 30, std::nullopt}});
    completions_.Insert(organisation, {{{7, 2, 4, 1, 1, kNow, kNow, false, "r"}, kDay}});
  }
  assignments_.Move(kHere, {{2, 3}, {1, 4}, {3, 3}});

  const std::vector<Assignment> own = assignments_.OfPeople(kHere, {3});
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].id, 2u);
  EXPECT_EQ(own[0].cycle, 1);
  EXPECT_EQ(own[0].complete_date, kDay);
  EXPECT_EQ(own[1].id, 3u);
  EXPECT_EQ(assignments_.OfPeople(kHere, {4}).size(), 1u);
  EXPECT_EQ(completions_.Find(kHere, 7)->person_id, 3u);
  EXPECT_EQ(completions_.Find(kElsewhere, 7)->person_id, 4u);
  EXPECT_EQ(assignments_.OfPeople(kElsewhere, {4}).size(), 2u);
}

}  // namespace
}  // namespace nanolearn::testing
