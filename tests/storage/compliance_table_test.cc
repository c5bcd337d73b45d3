#include "service/storage/mysql/compliance_table.h"

#include <algorithm>
#include <functional>

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
  using Read = std::function<std::vector<DueAssignment>(const DueQuery&)>;

  // Page after page, then what was extended since.
  std::vector<DueAssignment> AllDue(Id organisation, DueQuery query, const Read& read) {
    std::vector<DueAssignment> all;
    for (auto page = read(query); !page.empty(); page = read(query)) {
      EXPECT_LE(page.size(), query.limit);
      for (const DueAssignment& one : page) {
        EXPECT_TRUE(query.after < one.position);
        query.after = one.position;
      }
      all.insert(all.end(), page.begin(), page.end());
    }
    const auto since = compliance_.ExtendedSince(organisation, query);
    extended_ += since.size();
    all.insert(all.end(), since.begin(), since.end());
    return all;
  }

  std::vector<DueAssignment> ByDueDate(Id organisation, const DueQuery& query) {
    return AllDue(organisation, query,
                  [&](const DueQuery& q) { return compliance_.DueBefore(organisation, q); });
  }

  std::vector<DueAssignment> InUnits(Id organisation, const DueQuery& query, const std::vector<Id>& units) {
    return AllDue(organisation, query,
                  [&](const DueQuery& q) { return compliance_.DueBeforeInUnits(organisation, q, units); });
  }

  std::vector<OpenAssignment> Open(Id organisation, const std::vector<DueAssignment>& due, Date day) {
    return compliance_.Open(organisation, IdsOf(due), day);
  }

  static std::vector<Id> IdsOf(const std::vector<DueAssignment>& due) {
    std::vector<Id> ids;
    for (const DueAssignment& one : due) ids.push_back(one.position.id);
    return ids;
  }

  void Engage(Id id, Id person, Id unit, DateRange valid) {
    Engagement engagement{id, person, 1, std::to_string(id), {}, valid};
    engagement.facts.unit_id = unit;
    engagements_.Insert(kHere, {engagement});
  }

  size_t extended_ = 0;
  mysql::MysqlEngagementTable engagements_{session_};
  mysql::MysqlAssignmentTable assignments_{session_};
  mysql::MysqlComplianceTable compliance_{session_};
};

TEST_F(ComplianceTableTest, EverythingOverdueIsAmongWhatIsReadByDueDateAndByUnit) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  const RandomAssignments random(seed), others(seed + 1);
  random.Write(kHere, assignments_);
  others.Write(kElsewhere, assignments_);
  for (Id person = 1; person <= kPeople; ++person) {
    Engage(2 * person, person, 1, {kFirstDate, kNoEnd});
    Engage(2 * person + 1, person, 2, {kFirstDate, kNoEnd});  // found twice
  }
  size_t overdue = 0;
  for (int number = 0; number <= 20; ++number) {
    const Date day = RandomAssignments::Day(number);
    const DueQuery query{.day = day, .limit = 1 + number};
    const std::vector<Id> expected = OverdueByHand(random, day);
    const auto by_due_date = ByDueDate(kHere, query), by_unit = InUnits(kHere, query, {1, 2});
    EXPECT_THAT(OverdueOf(Open(kHere, by_due_date, day), day), UnorderedElementsAreArray(expected))
        << "day " << number;
    EXPECT_EQ(IdsOf(by_unit), IdsOf(by_due_date)) << "day " << number;
    overdue += expected.size();
  }
  EXPECT_GT(overdue, 10) << "the cases must be about something";
  EXPECT_GT(extended_, 0);
}

TEST_F(ComplianceTableTest, AUnitAndASubjectNarrowWhatIsReadToThoseThereOnTheDay) {
  const unsigned seed = Seed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  const RandomAssignments random(seed);
  random.Write(kHere, assignments_);
  for (Id person = 1; person <= kPeople; ++person) {
    const Date moved = RandomAssignments::Day(static_cast<int>(person % 20));
    Engage(2 * person, person, 1 + person % 2, {kFirstDate, moved});
    Engage(2 * person + 1, person, 2 - person % 2, {moved, kNoEnd});
  }
  const Assignment& some = random.assignments().front();
  size_t narrowed = 0;
  for (int number = 0; number <= 20; ++number) {
    for (const DueQuery& query :
         {DueQuery{.limit = 7}, DueQuery{.programme_id = some.programme_id, .limit = 3},
          DueQuery{.module_id = some.module_id, .limit = 2}}) {
      DueQuery on_day = query;
      on_day.day = RandomAssignments::Day(number);
      std::vector<Id> expected;
      for (const DueAssignment& one : ByDueDate(kHere, on_day)) {
        const auto there = compliance_.PresencesOf(kHere, {one.person_id}, on_day.day);
        ASSERT_EQ(there.size(), 1);
        if (there.front().unit_id == 2) expected.push_back(one.position.id);
      }
      std::vector<Id> found;
      DueQuery next = on_day;
      for (auto page = compliance_.DueBeforeInUnits(kHere, next, {Id{2}}); !page.empty();
           page = compliance_.DueBeforeInUnits(kHere, next, {Id{2}})) {
        for (const DueAssignment& one : page) found.push_back(one.position.id);
        next.after = page.back().position;
      }
      for (const DueAssignment& one : compliance_.ExtendedSince(kHere, next)) {
        if (compliance_.PresencesOf(kHere, {one.person_id}, on_day.day).front().unit_id == 2) {
          found.push_back(one.position.id);
        }
      }
      EXPECT_EQ(found, expected) << "day " << number;
      for (const OpenAssignment& one : compliance_.Open(kHere, found, on_day.day)) {
        const Assignment& a = one.history.assignment;
        EXPECT_TRUE(on_day.programme_id == kNoId || a.programme_id == on_day.programme_id);
        EXPECT_TRUE(on_day.module_id == kNoId || a.module_id == on_day.module_id);
        ++narrowed;
      }
    }
  }
  EXPECT_GT(narrowed, 50) << "the cases must be about something";
}

TEST_F(ComplianceTableTest, NothingIsReadOfOtherOrganisationsOrOfNoUnits) {
  assignments_.Insert(kHere, {{1, 1, 1, 3, 1, kDay - 9, kDay - 2}, {2, 1, 1, 4, 1, kDay - 9, kDay - 3}});
  const DueQuery query{.day = kDay, .limit = 10};
  EXPECT_THAT(IdsOf(compliance_.DueBefore(kHere, query)), ElementsAre(2, 1));
  EXPECT_THAT(compliance_.DueBefore(kElsewhere, query), IsEmpty());
  EXPECT_THAT(compliance_.DueBeforeInUnits(kHere, query, {Id{1}}), IsEmpty());
  EXPECT_THAT(compliance_.Open(kElsewhere, {Id{1}}, kDay), IsEmpty());
  const auto open = compliance_.Open(kHere, {Id{1}}, kDay);
  ASSERT_EQ(open.size(), 1);
  EXPECT_EQ(open.front().presence, AudiencePresence::kOutside);
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
