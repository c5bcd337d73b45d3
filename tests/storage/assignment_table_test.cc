#include "service/storage/mysql/assignment_table.h"

#include "service/storage/mysql/database_error.h"
#include "service/storage/mysql/engagement_table.h"
#include "service/storage/mysql/person_table.h"
#include "tests/storage/random_assignments.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Date kDay{2026, 11, 23};
constexpr AssignmentState kStates[] = {
    AssignmentState::kUpcoming,  AssignmentState::kNotYetDue,     AssignmentState::kOverdue,
    AssignmentState::kCompleted, AssignmentState::kCompletedLate, AssignmentState::kWithdrawn,
    AssignmentState::kWaived,    AssignmentState::kPaused,        AssignmentState::kClosed};

class AssignmentTableTest : public TableTest {
 protected:
  Assignment Sample(Id id, Id person, Id module = 1, Id programme = 1) {
    return {id, programme, module, person, 1, kDay, kDay + 30, std::nullopt};
  }

  void Engage(Id person, Id unit, DateRange valid = {kDay, kNoEnd}) {
    Engagement engagement{++last_id_, person, 1, std::to_string(last_id_), {}, valid};
    engagement.facts.unit_id = unit;
    engagements_.Insert(kHere, {engagement});
  }

  std::vector<Id> Listed(AssignmentQuery query, Id organisation = kHere) {
    if (query.limit == 0) query.limit = 1000;
    std::vector<Id> ids;
    for (const AssignmentOnDay& row : assignments_.List(organisation, query)) {
      ids.push_back(row.assignment.id);
    }
    return ids;
  }

  AssignmentQuery OnDay() {
    AssignmentQuery query;
    query.day = kDay;
    return query;
  }

  std::vector<DateRange> Days(Id person, Id organisation = kHere, Id programme = 1) {
    std::vector<DateRange> days;
    for (const Membership& membership : assignments_.Memberships(organisation, programme, {person})) {
      days.push_back(membership.days);
    }
    return days;
  }

  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlEngagementTable engagements_{session_};
  mysql::MysqlPersonTable people_{session_};
  Id last_id_ = 0;
};

TEST_F(AssignmentTableTest, MembershipsAreReplacedForThesePeopleInThisProgrammeOnly) {
  const DateRange early{kDay - 9, kDay}, late{kDay + 9, kNoEnd}, other{kDay, kDay + 1};
  for (const Id organisation : {kHere, kElsewhere}) {
    assignments_.ReplaceMemberships(organisation, 1, {3, 4}, {{3, early}, {4, early}});
    assignments_.ReplaceMemberships(organisation, 2, {3}, {{3, early}});
  }
  assignments_.ReplaceMemberships(kHere, 1, {3, 5}, {{3, late}, {3, other}, {5, late}});

  EXPECT_THAT(Days(3), ElementsAre(other, late));
  EXPECT_THAT(Days(4), ElementsAre(early));
  EXPECT_THAT(Days(3, kHere, 2), ElementsAre(early));
  EXPECT_THAT(Days(3, kElsewhere), ElementsAre(early));
  EXPECT_EQ(assignments_.CountMembers(kHere, 1), 3) << "people, not memberships";
  EXPECT_EQ(assignments_.CountMembers(kElsewhere, 1), 2);
  assignments_.ReplaceMemberships(kHere, 1, {3}, {});
  EXPECT_THAT(Days(3), IsEmpty());
}

TEST_F(AssignmentTableTest, MembershipsComeByPersonAndDay) {
  assignments_.ReplaceMemberships(kHere, 1, {},
                                  {{9, {kDay + 5, kNoEnd}}, {2, {kDay, kDay + 1}}, {9, {kDay, kDay + 1}}});
  std::vector<Id> asked(2000, 9);
  asked.push_back(2);
  const std::vector<Membership> memberships = assignments_.Memberships(kHere, 1, asked);
  ASSERT_EQ(memberships.size(), 3u);
  EXPECT_EQ(memberships[0].person_id, 2u);
  EXPECT_EQ(memberships[1].days.from, kDay);
  EXPECT_EQ(memberships[2].days, (DateRange{kDay + 5, kNoEnd}));
}

TEST_F(AssignmentTableTest, AnAssignmentComesBackAsItWasWritten) {
  Assignment written{7, 2, 3, 4, 5, kDay, kDay + 30, kDay + 31};
  assignments_.Insert(kHere, {written, Sample(8, 4)});
  assignments_.ReplaceMemberships(kHere, 2, {}, {{4, {kDay, kDay + 2}}});

  const auto read = assignments_.Find(kHere, 7, kDay + 1);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->state, AssignmentState::kNotYetDue);
  EXPECT_EQ(read->assignment.programme_id, 2u);
  EXPECT_EQ(read->assignment.module_id, 3u);
  EXPECT_EQ(read->assignment.person_id, 4u);
  EXPECT_EQ(read->assignment.cycle, 5);
  EXPECT_EQ(read->assignment.complete_date, kDay + 31);
  EXPECT_EQ(assignments_.Find(kHere, 7, kDay + 2)->state, AssignmentState::kWithdrawn);
  EXPECT_EQ(assignments_.Find(kHere, 8, kDay)->state, AssignmentState::kWithdrawn)
      << "a member of another programme";
  EXPECT_EQ(assignments_.Find(kHere, 8, kDay)->assignment.complete_date, std::nullopt);
}

TEST_F(AssignmentTableTest, DatesAreWrittenForOneAssignment) {
  assignments_.Insert(kHere, {Sample(7, 4, 2), Sample(9, 5)});
  Assignment moved = Sample(7, 4, 2);
  moved.open_date = kDay + 1;
  moved.due_date = kDay + 2;
  moved.close_date = kDay + 3;
  assignments_.SetDates(kHere, moved);
  const Assignment read = assignments_.Find(kHere, 7, kDay)->assignment;
  EXPECT_EQ(read.open_date, kDay + 1);
  EXPECT_EQ(read.due_date, kDay + 2);
  EXPECT_EQ(read.close_date, kDay + 3);
  EXPECT_EQ(assignments_.Find(kHere, 9, kDay)->assignment.open_date, kDay);
  EXPECT_EQ(assignments_.Find(kHere, 9, kDay)->assignment.close_date, std::nullopt);
}

TEST_F(AssignmentTableTest, ExceptionsComeWithTheirAssignmentByDay) {
  assignments_.Insert(kHere, {Sample(1, 3), Sample(2, 4)});
  const absl::Time now = absl::FromUnixMicros(1'795'000'000'000'001);
  AssignmentException late{
      21, 1, ExceptionKind::kExtension, {kDay + 5, kNoEnd}, kDay + 40, kDay + 30, "sjukdom", now, "HR"};
  AssignmentException early{22,  1,   ExceptionKind::kWaiver, {kDay, kDay + 9}, {}, {}, "annan utbildning",
                            now, "HR"};
  assignments_.InsertException(kHere, late);
  assignments_.InsertException(kHere, early);
  early.valid.to = kDay + 2;
  assignments_.EndException(kHere, early);
  const std::vector<AssignmentHistory> histories = assignments_.Histories(kHere, {3, 4});
  ASSERT_EQ(histories.size(), 2u);
  ASSERT_EQ(histories[0].exceptions.size(), 2u);
  EXPECT_TRUE(histories[1].exceptions.empty());
  EXPECT_EQ(histories[0].exceptions[0].valid, (DateRange{kDay, kDay + 2}));
  const AssignmentException& read = histories[0].exceptions[1];
  EXPECT_EQ(read.id, 21u);
  EXPECT_EQ(read.kind, ExceptionKind::kExtension);
  EXPECT_EQ(read.due_date, kDay + 40);
  EXPECT_EQ(read.old_due_date, kDay + 30);
  EXPECT_EQ(read.reason, "sjukdom");
  EXPECT_EQ(read.create_time, now);
  EXPECT_EQ(read.created_by, "HR");
}

TEST_F(AssignmentTableTest, OnlyPeopleWhomAnotherCycleMayFollowAreQueuedEachOnce) {
  session_.Execute(
      "UPDATE programmes SET recurrence = 'FROM_COMPLETION' WHERE organisation_id = ? AND id = 2", {kHere});
  assignments_.Insert(kHere,
                      {Sample(1, 3, 1, 1), Sample(2, 4, 1, 2), Sample(3, 4, 2, 2), Sample(4, 5, 3, 1)});
  assignments_.QueuePlanning(kHere, {1, 2, 3, 4});
  assignments_.QueuePlanning(kHere, {2});
  EXPECT_EQ(assignments_.CountPlanning(kHere), 1);
  EXPECT_THAT(assignments_.TakePlanning(kHere, 10), ElementsAre(4));
  EXPECT_THAT(assignments_.TakePlanning(kHere, 10), IsEmpty());
}

TEST_F(AssignmentTableTest, AnotherOrganisationsAssignmentsAreNeverReadLockedOrChanged) {
  for (const Id organisation : {kHere, kElsewhere}) assignments_.Insert(organisation, {Sample(1, 3)});
  assignments_.Insert(kElsewhere, {Sample(2, 3, 2)});
  assignments_.ReplaceMemberships(kElsewhere, 1, {}, {{3, {kDay, kNoEnd}}});

  EXPECT_THAT(Listed(OnDay()), ElementsAre(1));
  EXPECT_EQ(assignments_.Find(kHere, 1, kDay)->state, AssignmentState::kWithdrawn);
  EXPECT_FALSE(assignments_.Find(kHere, 2, kDay).has_value());
  EXPECT_EQ(assignments_.OfProgramme(kHere, 1, {3}).size(), 1u);
  EXPECT_EQ(assignments_.Lock(kHere, {1, 2}).size(), 1u);
  Assignment moved = Sample(1, 3);
  moved.open_date = kDay + 5;
  assignments_.SetDates(kHere, moved);
  EXPECT_EQ(assignments_.Find(kElsewhere, 1, kDay)->assignment.open_date, kDay);
}

TEST_F(AssignmentTableTest, ThePeoplesAssignmentsInAProgrammeAreAllFound) {
  assignments_.Insert(kHere, {Sample(1, 3, 1), Sample(2, 3, 2), Sample(3, 4, 1), Sample(4, 3, 1, 2)});
  std::vector<Id> ids;
  for (const Assignment& assignment : assignments_.OfProgramme(kHere, 1, {3, 3, 5})) {
    ids.push_back(assignment.id);
  }
  EXPECT_THAT(ids, UnorderedElementsAre(1, 2));
}

TEST_F(AssignmentTableTest, TheListIsNarrowedByPersonModuleAndProgramme) {
  assignments_.Insert(kHere,
                      {Sample(1, 3, 1, 1), Sample(2, 3, 2, 1), Sample(3, 3, 2, 2), Sample(4, 4, 2, 2)});
  AssignmentQuery query = OnDay();
  query.person_id = 3;
  EXPECT_THAT(Listed(query), ElementsAre(1, 2, 3));
  query.module_id = 2;
  EXPECT_THAT(Listed(query), ElementsAre(2, 3));
  query.programme_id = 2;
  EXPECT_THAT(Listed(query), ElementsAre(3));
  query.person_id = kNoId;
  EXPECT_THAT(Listed(query), ElementsAre(3, 4));
}

TEST_F(AssignmentTableTest, StatesAreThoseOfTheDomainOnEveryDay) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  RandomAssignments random(seed);
  random.Write(kHere, assignments_);
  for (int number = 0; number <= 20; ++number) {
    const Date day = RandomAssignments::Day(number);
    for (unsigned wanted = 1; wanted < 512; wanted += random.Pick(1, 70)) {
      AssignmentQuery query;
      query.day = day;
      for (int i = 0; i < 9; ++i) {
        if (wanted >> i & 1) query.states.push_back(kStates[i]);
      }
      std::vector<Id> expected;
      for (const Assignment& assignment : random.assignments()) {
        const auto state = random.State(assignment, day);
        if (std::count(query.states.begin(), query.states.end(), state)) expected.push_back(assignment.id);
      }
      EXPECT_EQ(Listed(query), expected) << "day " << number << ", states " << wanted;
    }
  }
}

TEST_F(AssignmentTableTest, PagesOfChosenStatesAreFullAndMissNothing) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  const RandomAssignments random(seed);
  random.Write(kHere, assignments_);
  AssignmentQuery query;
  query.day = RandomAssignments::Day(9);
  query.states = {AssignmentState::kOverdue, AssignmentState::kWithdrawn};
  const std::vector<Id> whole = Listed(query);
  std::vector<Id> all;
  query.limit = 4;
  for (auto page = Listed(query); !page.empty(); page = Listed(query)) {
    EXPECT_EQ(page.size(), std::min<size_t>(4, whole.size() - all.size()));
    all.insert(all.end(), page.begin(), page.end());
    query.after = page.back();
  }
  EXPECT_EQ(all, whole);
}

TEST_F(AssignmentTableTest, UnitsFindThoseEngagedThereOnTheDayAndNoProtectedIdentities) {
  assignments_.Insert(kHere, {Sample(1, 3), Sample(2, 4), Sample(3, 5), Sample(4, 6)});
  Engage(3, 1);
  Engage(3, 2);
  Engage(4, 2, {kDay - 9, kDay});
  Engage(5, 2);
  Engage(6, 3);
  const DateRange always{kFirstDate, kNoEnd};
  people_.InsertAttributes(kElsewhere, {{1, 3, 1, {"A", "B", "", "", true}, always}});
  people_.InsertAttributes(kHere, {{1, 3, 1, {"A", "B", "", "", false}, always},
                                   {2, 5, 1, {"A", "B", "", "", false}, always},
                                   {3, 5, 2, {"A", "B", "", "", true}, {kFirstDate, kDay - 9}, false}});
  AssignmentQuery query = OnDay();
  EXPECT_THAT(Listed(query), ElementsAre(1, 2, 3, 4));
  query.unit_ids = {1, 2};
  EXPECT_THAT(Listed(query), ElementsAre(1));
  query.unit_ids = {2, 3};
  EXPECT_THAT(Listed(query), ElementsAre(1, 4));
}

TEST_F(AssignmentTableTest, PagesOverThousandsOfUnitsHoldEachAssignmentOnce) {
  std::vector<Id> units = {1, 2};
  for (Id other = 10'000; other < 13'000; ++other) units.push_back(other);
  session_.Execute("INSERT INTO units (organisation_id, id, code) VALUES (?, ?, ?)",
                   {kHere, Id{12'999}, "the last"});
  std::vector<Assignment> assignments;
  for (Id person = 1; person <= kPeople; ++person) {
    Engage(person, 12'999);
    if (person % 2) Engage(person, 1);
    assignments.push_back(Sample(100 - person, person));
  }
  assignments_.Insert(kHere, assignments);
  AssignmentQuery query = OnDay();
  query.unit_ids = units;
  query.limit = 3;
  std::vector<Id> all;
  for (auto page = Listed(query); !page.empty(); page = Listed(query)) {
    all.insert(all.end(), page.begin(), page.end());
    query.after = page.back();
  }
  ASSERT_EQ(all.size(), size_t{kPeople});
  for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], 80 + i);
}

TEST_F(AssignmentTableTest, LockedAssignmentsAreOthersToReadButNotToLock) {
  assignments_.Insert(kHere, {Sample(1, 3), Sample(2, 4), Sample(3, 5)});
  session_.Run("START TRANSACTION");
  std::vector<Id> locked;
  for (const Assignment& assignment : assignments_.Lock(kHere, {2, 999, 1, 2})) {
    locked.push_back(assignment.id);
  }
  EXPECT_THAT(locked, ElementsAre(1, 2));

  mysql::Session other(options_);
  const auto lock = [&](Id id) {
    other.Query("SELECT id FROM assignments WHERE organisation_id = 1 AND id = ? FOR UPDATE NOWAIT", {id},
                [](const mysql::Row&) {});
  };
  EXPECT_THROW(lock(1), mysql::DatabaseError);
  EXPECT_THROW(lock(2), mysql::DatabaseError);
  EXPECT_NO_THROW(lock(3));
  EXPECT_TRUE(mysql::MysqlAssignmentTable(other).Find(kHere, 1, kDay).has_value());
  session_.Run("ROLLBACK");
  EXPECT_NO_THROW(lock(1));
}

}  // namespace
}  // namespace nanolearn::testing
