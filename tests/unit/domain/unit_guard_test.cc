#include "service/domain/unit_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/error.h"
#include "tests/unit/domain/builders.h"

namespace nanolearn {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

absl::Status Check(const UnitPlan& plan) { return CheckClosed(plan, Day(0)); }

TEST(UnitGuard, RefusesToCloseMoreThanHalfOfTheUnits) {
  EXPECT_TRUE(Check({.closed = 20, .unchanged = 20}).ok());
  EXPECT_EQ(DetailsOf(Check({.closed = 21, .unchanged = 20})).reason, "MANY_UNITS_CLOSED");
}

TEST(UnitGuard, LetsAFewUnitsClose) {
  EXPECT_TRUE(Check({.closed = 10}).ok());
  EXPECT_FALSE(Check({.closed = 11}).ok());
}

TEST(UnitGuard, CountsChangedUnitsAmongThoseThatExist) {
  EXPECT_TRUE(Check({.changed = 15, .closed = 20, .unchanged = 5}).ok());
}

TEST(UnitGuard, DoesNotCountNewUnitsAmongThoseThatExist) {
  EXPECT_FALSE(Check({.added = 100, .closed = 20, .unchanged = 5}).ok()) << "all codes are others";
}

TEST(UnitGuard, TakesAFirstFileAndTheSameAgain) {
  EXPECT_TRUE(Check({.added = 100}).ok());
  EXPECT_TRUE(Check({.unchanged = 100}).ok());
}

TEST(UnitGuard, SaysHowManyAndHowToGoOn) {
  const absl::Status status = Check({.added = 3, .changed = 1, .closed = 137, .unchanged = 18});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  const std::string message(status.message());
  EXPECT_THAT(message, StartsWith("137 of the 156 units"));
  EXPECT_THAT(message, HasSubstr("2026-01-01"));
  EXPECT_THAT(message, HasSubstr("--close-many"));
  EXPECT_THAT(message, HasSubstr("close_many"));
  const ErrorDetails details = DetailsOf(status);
  EXPECT_EQ(details.metadata.at("closed"), "137");
  EXPECT_EQ(details.metadata.at("units"), "156");
  EXPECT_THAT(details.violations, IsEmpty());
}

TEST(UnitGuard, SpeaksOfOneEngagementAsOne) {
  EXPECT_EQ(ClosedWithPeople("A", 1, Day(0)),
            "unit A closes on 2026-01-01 with 1 engagement in it; it counts in the unit above until its "
            "source moves it");
  EXPECT_EQ(ClosedWithPeople("A", 2, Day(0)),
            "unit A closes on 2026-01-01 with 2 engagements in it; they count in the unit above until their "
            "source moves them");
}

}  // namespace
}  // namespace nanolearn
