#include "service/domain/compliance_groups.h"

#include <gtest/gtest.h>

namespace nanolearn {
namespace {

constexpr EngagementKind kEmployment = EngagementKind::kEmployment;
constexpr EngagementKind kMandate = EngagementKind::kMandate;

TEST(ComplianceGroups, CountAPersonOnceInEachOfTheirGroups) {
  const auto counts = CountByGroup(
      3, {{1, kEmployment, 0}, {1, kEmployment, 0}, {1, kMandate, 1}, {2, kEmployment, 0}, {3, kMandate, -1}},
      {{1, kNoId, {.assigned = 2, .completed = 1, .overdue = 1}}, {3, kNoId, {.assigned = 1}}});
  EXPECT_EQ(counts[0].people, 2);
  EXPECT_EQ(counts[0].employees, 2);
  EXPECT_EQ(counts[0].elected, 1) << "by what else they are in the unit";
  EXPECT_EQ(counts[0].required, 1);
  EXPECT_EQ(counts[0].overdue, 1);
  EXPECT_EQ(counts[1].people, 1);
  EXPECT_EQ(counts[1].assignments.assigned, 2);
  EXPECT_EQ(counts[2], ComplianceCounts());
}

TEST(ComplianceGroups, AreEmptyWithoutAnybody) { EXPECT_EQ(CountByGroup(2, {}, {}).size(), 2); }

}  // namespace
}  // namespace nanolearn
