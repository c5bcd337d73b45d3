#include "service/storage/mysql/compliance_table.h"

#include <algorithm>

#include "service/storage/mysql/assignment_table.h"
#include "service/storage/mysql/completion_table.h"
#include "service/storage/mysql/engagement_table.h"
#include "tests/storage/random_assignments.h"
#include "tests/storage/table_test.h"

namespace nanolearn::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

constexpr Date kDay{2026, 11, 23};

// Those of `open` that are overdue on the day, with the state that storage's facts give.
std::vector<Id> OverdueOf(const std::vector<OpenAssignment>& open, Date day) {
  std::vector<Id> ids;
  for (const OpenAssignment& one : open) {
    if (StateOn(one.history, one.presence, day) == AssignmentState::kOverdue) {
      ids.push_back(one.history.assignment.id);
    }
  }
  return ids;
}

std::vector<Id> OverdueByHand(const RandomAssignments& random, Date day) {
  std::vector<Id> ids;
  for (const Assignment& assignment : random.assignments()) {
    if (random.State(assignment, day) == AssignmentState::kOverdue) ids.push_back(assignment.id);
  }
  return ids;
}

class ComplianceTableTest : public TableTest {
 protected:
  static std::vector<Id> Everybody() {
    std::vector<Id> people;
    for (Id person = 1; person <= kPeople; ++person) people.push_back(person);
    return people;
  }

  // Page after page.
  std::vector<OpenAssignment> ByDueDate(Id organisation, Date day, int limit) {
    std::vector<OpenAssignment> all;
    DuePosition after;
    while (true) {
      const auto page = compliance_.OpenByDueDate(organisation, day, after, limit);
      if (page.empty()) return all;
      EXPECT_LE(page.size(), limit);
      for (const OpenAssignment& one : page) {
        EXPECT_TRUE(after < PositionOf(one.history.assignment));
        after = PositionOf(one.history.assignment);
        all.push_back(one);
      }
    }
  }

  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlComplianceTable compliance_{session_};
};

TEST_F(ComplianceTableTest, EverythingOverdueIsAmongWhatIsOpenByPersonAndByDueDate) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  const RandomAssignments random(seed), others(seed + 1);
  random.Write(kHere, assignments_);
  others.Write(kElsewhere, assignments_);
  size_t overdue = 0, extended = 0;
  for (int number = 0; number <= 20; ++number) {
    const Date day = RandomAssignments::Day(number);
    const std::vector<Id> expected = OverdueByHand(random, day);
    EXPECT_THAT(OverdueOf(compliance_.Open(kHere, Everybody(), day), day),
                UnorderedElementsAreArray(expected))
        << "day " << number;
    std::vector<Id> by_due_date = OverdueOf(ByDueDate(kHere, day, 1 + number), day);
    const std::vector<Id> since = OverdueOf(compliance_.ExtendedSince(kHere, day), day);
    by_due_date.insert(by_due_date.end(), since.begin(), since.end());
    EXPECT_THAT(by_due_date, UnorderedElementsAreArray(expected)) << "day " << number;
    overdue += expected.size();
    extended += since.size();
  }
  EXPECT_GT(overdue, 50) << "the cases must be about something";
  EXPECT_GT(extended, 0);
}

TEST_F(ComplianceTableTest, OnlyThePeopleAskedForAreReadByPerson) {
  assignments_.Insert(kHere, {{1, 1, 1, 3, 1, kDay - 9, kDay - 2}, {2, 1, 1, 4, 1, kDay - 9, kDay - 3}});
  std::vector<Id> ids;
  for (const OpenAssignment& one : compliance_.Open(kHere, {Id{4}}, kDay)) {
    ids.push_back(one.history.assignment.id);
    EXPECT_EQ(one.presence, AudiencePresence::kOutside);
  }
  EXPECT_THAT(ids, ElementsAre(2));
  EXPECT_THAT(compliance_.Open(kHere, {}, kDay), IsEmpty());
  EXPECT_THAT(compliance_.OpenByDueDate(kElsewhere, kDay, {}, 10), IsEmpty());
}

TEST_F(ComplianceTableTest, EveryEngagementOfTheDayIsAPresence) {
  mysql::MysqlEngagementTable engagements(session_);
  const auto engage = [&](Id organisation, Id id, Id person, Id unit, EngagementKind kind, DateRange valid) {
    Engagement engagement{id, person, 1, std::to_string(id), {}, valid};
    engagement.facts.unit_id = unit;
    engagement.facts.kind = kind;
    engagements.Insert(organisation, {engagement});
  };
  engage(kHere, 1, 3, 1, EngagementKind::kEmployment, {kDay - 1, kDay + 1});
  engage(kHere, 2, 3, 2, EngagementKind::kBoardSeat, {kDay, kNoEnd});
  engage(kHere, 3, 4, 2, EngagementKind::kMandate, {kDay - 9, kDay});
  engage(kHere, 4, 5, 2, EngagementKind::kOther, {kDay, kDay});
  engage(kElsewhere, 1, 6, 1, EngagementKind::kMandate, {kDay, kNoEnd});

  std::vector<std::tuple<Id, Id, EngagementKind>> present;
  for (const Presence& presence : compliance_.Presences(kHere, kDay)) {
    present.emplace_back(presence.person_id, presence.unit_id, presence.kind);
  }
  EXPECT_THAT(present, UnorderedElementsAre(std::tuple(3, 1, EngagementKind::kEmployment),
                                            std::tuple(3, 2, EngagementKind::kBoardSeat)));
}

TEST_F(ComplianceTableTest, TheLastCompletionIsTheOneRecordedLastInTheOrganisation) {
  const absl::Time time = absl::FromUnixMicros(1'800'000'000'123'456);
  mysql::MysqlCompletionTable completions(session_);
  const auto complete = [&](Id organisation, Id id, absl::Time recorded) {
    assignments_.Insert(organisation, {{id, 1, id, 3, 1, kDay, kDay, std::nullopt}});
    completions.Insert(
        organisation,
        {{{id, id, 3, id, 1, time - absl::Hours(id), recorded, false, std::to_string(id)}, kDay}});
  };
  EXPECT_EQ(compliance_.LastCompletion(kHere), std::nullopt);
  complete(kHere, 1, time);
  complete(kHere, 2, time - absl::Seconds(1));
  complete(kElsewhere, 1, time + absl::Seconds(1));
  EXPECT_EQ(compliance_.LastCompletion(kHere), time);
}

}  // namespace
}  // namespace nanolearn::testing
