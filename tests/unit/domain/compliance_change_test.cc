#include "service/domain/compliance_change.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

constexpr AssignmentCounts kOpen = {.assigned = 1, .not_yet_due = 1};
constexpr AssignmentCounts kOverdue = {.assigned = 1, .overdue = 1};
constexpr AssignmentCounts kDone = {.assigned = 1, .completed = 1};
constexpr AssignmentCounts kWaived = {.assigned = 1, .waived = 1};
constexpr AssignmentCounts kPaused = {.assigned = 1, .paused = 1};

PersonStanding Here(const AssignmentCounts& counts = {}) { return {true, true, counts}; }
PersonStanding Elsewhere() { return {true, false, kOverdue}; }
PersonStanding Nowhere() { return {false, false, {}}; }

TEST(ComplianceChange, HasOneReasonForEachPerson) {
  const auto reason = [](const PersonStanding& before, const PersonStanding& after) {
    return ReasonOf({before, after}).value();
  };
  EXPECT_EQ(reason(Nowhere(), Here(kOverdue)), ChangeReason::kJoined);
  EXPECT_EQ(reason(Here(kDone), Nowhere()), ChangeReason::kLeft);
  EXPECT_EQ(reason(Elsewhere(), Here(kDone)), ChangeReason::kMovedIn);
  EXPECT_EQ(reason(Here(kDone), Elsewhere()), ChangeReason::kMovedOut);
  EXPECT_EQ(reason(Here(kOpen), Here()), ChangeReason::kReleased);
  EXPECT_EQ(reason(Here(), Here(kOpen)), ChangeReason::kOpened);
  EXPECT_EQ(reason(Here(kDone), Here(kOpen)), ChangeReason::kOpened);
  EXPECT_EQ(reason(Here(), Here(kOverdue)), ChangeReason::kBecameOverdue);
  EXPECT_EQ(reason(Here(kOpen), Here(kOverdue)), ChangeReason::kBecameOverdue);
  EXPECT_EQ(reason(Here(kOverdue), Here(kDone)), ChangeReason::kCompleted);
  EXPECT_EQ(reason(Here(), Here(kDone)), ChangeReason::kCompleted) << "opened and completed in between";
  EXPECT_EQ(reason(Here(kOverdue), Here(kOpen)), ChangeReason::kCaughtUp);
  EXPECT_EQ(reason(Here(kOverdue), Here(kWaived)), ChangeReason::kWaived);
  EXPECT_EQ(reason(Here(kOverdue), Here(kPaused)), ChangeReason::kPaused);
  EXPECT_EQ(reason(Here(kPaused), Here(kOpen)), ChangeReason::kResumed);
  EXPECT_EQ(reason(Here(kPaused), Here(kOverdue)), ChangeReason::kBecameOverdue);
  EXPECT_EQ(reason(Here(kOpen), Here(kOpen)), ChangeReason::kSame);
  EXPECT_EQ(reason(Here(), Here()), ChangeReason::kSame);
  EXPECT_EQ(ReasonOf({Elsewhere(), Nowhere()}), std::nullopt);
}

TEST(ComplianceChange, OfWhoMovedInBringsTheirFiguresAlong) {
  const auto rows = ExplainChange({PersonChange{Elsewhere(), Here(kOverdue)}});
  const ComplianceChange& row = rows[static_cast<size_t>(ChangeReason::kMovedIn)];
  EXPECT_EQ(row.people, 1);
  EXPECT_EQ(row.delta.required, 1);
  EXPECT_EQ(row.delta.overdue, 1);
  EXPECT_EQ(row.delta.people, 1);
}

PersonStanding RandomStanding(Random& random) {
  PersonStanding standing;
  standing.in_organisation = random.Chance(80);
  standing.in_unit = standing.in_organisation && random.Chance(70);
  if (!standing.in_organisation || random.Chance(20)) return standing;
  for (int i = random.Below(4); i > 0; --i) {
    // Also states that do not count.
    Count(static_cast<AssignmentState>(random.Below(static_cast<int>(AssignmentState::kClosed) + 1)),
          standing.counts);
  }
  return standing;
}

// Counted by the words of docs/figures.md.
Figures NaiveTotal(const std::vector<PersonStanding>& people) {
  Figures total;
  for (const PersonStanding& person : people) {
    if (!person.in_unit) continue;
    ++total.people;
    const AssignmentCounts& c = person.counts;
    total.assignments += c;
    if (c.assigned == 0) continue;
    ++total.required;
    const int nothing_asked = c.waived + c.paused;
    if (nothing_asked == c.assigned) ++(c.paused > 0 ? total.paused : total.waived);
    if (nothing_asked < c.assigned && c.overdue + c.not_yet_due == 0) ++total.completed;
    if (c.overdue > 0) ++total.overdue;
  }
  return total;
}

TEST(ComplianceChange, AddsUpToTheDifferenceOfTheTotals) {
  std::vector<int> seen(kChangeReasons);
  for (int seed = 1; seed <= 500 && !::testing::Test::HasFailure(); ++seed) {
    TRACE_SEED(seed);
    Random random(seed);
    std::vector<PersonStanding> before, after;
    std::vector<PersonChange> changes;
    for (int i = random.Below(30); i > 0; --i) {
      before.push_back(RandomStanding(random));
      after.push_back(random.Chance(20) ? before.back() : RandomStanding(random));
      changes.push_back({before.back(), after.back()});
    }
    Figures sum = NaiveTotal(before);
    int people = 0;
    for (const ComplianceChange& row : ExplainChange(changes)) {
      sum += row.delta;
      people += row.people;
      seen[static_cast<size_t>(row.reason)] += row.people;
      // Who counts as before on both days moves no count of people.
      if (row.reason == ChangeReason::kSame) {
        EXPECT_EQ(row.delta.required, 0);
        EXPECT_EQ(row.delta.completed, 0);
        EXPECT_EQ(row.delta.overdue, 0);
        EXPECT_EQ(row.delta.waived, 0);
        EXPECT_EQ(row.delta.paused, 0);
      }
    }
    EXPECT_EQ(sum, NaiveTotal(after));
    int in_unit = 0;
    for (size_t i = 0; i < before.size(); ++i) in_unit += before[i].in_unit || after[i].in_unit;
    EXPECT_EQ(people, in_unit) << "each person once";
  }
  for (int reason = 0; reason < kChangeReasons; ++reason) {
    EXPECT_GT(seen[reason], 0) << ChangeReasonName(static_cast<ChangeReason>(reason));
  }
}

}  // namespace
}  // namespace nanolearn
