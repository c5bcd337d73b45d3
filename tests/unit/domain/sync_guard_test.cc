#include "service/domain/sync_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> ReasonsOf(const SyncOutlook& outlook, const SyncGuards& guards = {}) {
  std::vector<std::string> reasons;
  for (const HoldReason& reason : FindStrange(outlook, guards)) reasons.push_back(reason.reason);
  return reasons;
}

TEST(SyncGuard, LetsAnOrdinaryNightPass) {
  EXPECT_THAT(ReasonsOf({.rows = 1000, .refused = 50, .people = 1000, .leavers = 100, .recognised = 900}),
              IsEmpty());
}

TEST(SyncGuard, HoldsManyLeaversAndSaysHowManyOfHowMany) {
  const SyncOutlook outlook{.effective = Date(2026, 12, 1), .rows = 899, .people = 1000, .leavers = 101};
  const auto reasons = FindStrange(outlook, {});
  ASSERT_EQ(reasons.size(), 1);
  EXPECT_EQ(reasons[0].reason, "MANY_LEAVERS");
  EXPECT_THAT(reasons[0].message,
              HasSubstr("101 of the 1000 people of this source would leave earlier than expected (10.1 %"));
  EXPECT_THAT(reasons[0].message, HasSubstr("Approving lets them leave from 2026-12-01 on."));
}

TEST(SyncGuard, NeverFindsAFewLeaversStrangeUnlessNobodyIsLeft) {
  EXPECT_THAT(ReasonsOf({.rows = 2, .people = 12, .leavers = 10}), IsEmpty());
  EXPECT_THAT(ReasonsOf({.people = 5, .leavers = 5}), ElementsAre("MANY_LEAVERS"));
  EXPECT_THAT(ReasonsOf({.people = 2, .leavers = 2}), IsEmpty());
}

TEST(SyncGuard, HoldsAUnitThatIsEmptied) {
  SyncOutlook outlook{.people = 1000, .leavers = 21, .units = {{"5001", 40, 21}, {"5002", 40, 0}}};
  EXPECT_THAT(ReasonsOf(outlook), ElementsAre("MANY_UNIT_LEAVERS"));
  outlook.units[0].leavers = 20;
  EXPECT_THAT(ReasonsOf(outlook), IsEmpty());
}

TEST(SyncGuard, SeesALeakThatIsSmallEachNight) {
  EXPECT_THAT(ReasonsOf({.people = 900, .leavers = 60, .week_leavers = 100}),
              ElementsAre("MANY_WEEK_LEAVERS"));
  EXPECT_THAT(ReasonsOf({.people = 900, .leavers = 0, .week_leavers = 300}), IsEmpty())
      << "a night without leavers is never held";
}

TEST(SyncGuard, HoldsManyBadRowsAndManyNewKeys) {
  EXPECT_THAT(ReasonsOf({.rows = 100, .refused = 6}), ElementsAre("MANY_REFUSED"));
  EXPECT_THAT(ReasonsOf({.people = 100, .recognised = 100, .rekeyed = 21}), ElementsAre("MANY_REKEYED"));
}

TEST(SyncGuard, HoldsNothingAtAHundredPercent) {
  const SyncGuards none{0, 100, 100, 100, 100, 100};
  EXPECT_THAT(ReasonsOf({.rows = 10,
                         .refused = 10,
                         .people = 10,
                         .leavers = 10,
                         .week_leavers = 50,
                         .units = {{"A", 10, 10}},
                         .recognised = 10,
                         .rekeyed = 10},
                        none),
              IsEmpty());
}

}  // namespace
}  // namespace nanolearn
