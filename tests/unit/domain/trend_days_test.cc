#include "service/domain/trend_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TrendDays, AreTheEndsOfMonths) {
  EXPECT_THAT(TrendDays(false, std::nullopt, Date(2024, 3, 31), 3),
              ElementsAre(Date(2024, 1, 31), Date(2024, 2, 29), Date(2024, 3, 31)));
}

TEST(TrendDays, AreSundays) {
  EXPECT_THAT(TrendDays(true, std::nullopt, Date(2027, 1, 3), 2),
              ElementsAre(Date(2026, 12, 27), Date(2027, 1, 3)));
  EXPECT_EQ(EndOfWeek(Date(2026, 11, 23)), Date(2026, 11, 29)) << "a Monday";
}

TEST(TrendDays, EndOnTheDayAskedForWhenItsPeriodGoesOn) {
  EXPECT_THAT(TrendDays(false, std::nullopt, Date(2026, 11, 24), 2),
              ElementsAre(Date(2026, 10, 31), Date(2026, 11, 24)));
}

TEST(TrendDays, BeginWithThePeriodOfTheFirstDay) {
  EXPECT_THAT(TrendDays(false, Date(2025, 12, 31), Date(2026, 1, 1), 0),
              ElementsAre(Date(2025, 12, 31), Date(2026, 1, 1)));
  EXPECT_THAT(TrendDays(true, Date(2026, 11, 23), Date(2026, 11, 29), 0), ElementsAre(Date(2026, 11, 29)));
  EXPECT_THAT(TrendDays(false, Date(2026, 11, 25), Date(2026, 11, 24), 0), IsEmpty());
}

}  // namespace
}  // namespace nanolearn
