#include "service/storage/mysql/compliance_table.h"

#include <map>

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

constexpr Date kDay{2026, 11, 23};

// Person and module to assigned, completed, completed late, overdue, not yet due, waived, paused.
using Counts = std::map<std::pair<Id, Id>, std::array<int, 7>>;

std::array<int, 7> Numbers(const AssignmentCounts& counts) {
  return {counts.assigned,    counts.completed, counts.completed_late, counts.overdue,
          counts.not_yet_due, counts.waived,    counts.paused};
}

Counts CountedByHand(const RandomAssignments& random, const TallyQuery& query) {
  Counts counts;
  for (const Assignment& assignment : random.assignments()) {
    if (query.programme_id != kNoId && query.programme_id != assignment.programme_id) continue;
    if (query.module_id != kNoId && query.module_id != assignment.module_id) continue;
    const AssignmentState state = random.State(assignment, query.day);
    if (state == AssignmentState::kUpcoming || state == AssignmentState::kWithdrawn) continue;
    auto& numbers = counts[{assignment.person_id, query.by_module ? assignment.module_id : kNoId}];
    const bool late = state == AssignmentState::kCompletedLate;
    ++numbers[0];
    numbers[1] += late || state == AssignmentState::kCompleted;
    numbers[2] += late;
    numbers[3] += state == AssignmentState::kOverdue;
    numbers[4] += state == AssignmentState::kNotYetDue;
  }
  return counts;
}

class ComplianceTableTest : public TableTest {
 protected:
  Counts Counted(const TallyQuery& query, Id organisation = kHere) {
    Counts counts;
    for (const PersonTally& tally : compliance_.Tallies(organisation, query)) {
      const auto [at, added] = counts.insert({{tally.person_id, tally.module_id}, Numbers(tally.counts)});
      EXPECT_TRUE(added) << "two tallies of person " << tally.person_id;
    }
    return counts;
  }

  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlComplianceTable compliance_{session_};
};

TEST_F(ComplianceTableTest, TalliesAreWhatCountingByHandGives) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  const RandomAssignments random(seed), others(seed + 1);
  random.Write(kHere, assignments_);
  others.Write(kElsewhere, assignments_);
  for (int number = 0; number <= 20; ++number) {
    for (int narrowed = 0; narrowed < 8; ++narrowed) {
      const TallyQuery query{RandomAssignments::Day(number), Id(narrowed & 1 ? 2 : 0),
                             Id(narrowed & 2 ? 3 : 0), (narrowed & 4) != 0};
      EXPECT_EQ(Counted(query), CountedByHand(random, query)) << "day " << number << ", query " << narrowed;
    }
    const TallyQuery all{RandomAssignments::Day(number)};
    EXPECT_EQ(Counted(all, kElsewhere), CountedByHand(others, all));
  }
}

TEST_F(ComplianceTableTest, NobodyIsTalliedWhereNothingIsAssigned) {
  EXPECT_THAT(compliance_.Tallies(kHere, {kDay}), IsEmpty());
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
