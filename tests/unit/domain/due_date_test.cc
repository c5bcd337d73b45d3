#include <gtest/gtest.h>

#include "service/domain/calendar.h"
#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

bool Counts(absl::Span<const AudienceRange> audience, const Calendar& calendar, Date day) {
  if (day >= audience.back().days.to) return true;
  for (const AudienceRange& range : audience) {
    if (range.days.Contains(day)) return !(range.is_paused && calendar.pauses_on_leave);
  }
  return false;
}

// One day at a time.
Date NaiveDueDate(Date open, int days, absl::Span<const AudienceRange> audience, const Calendar& calendar) {
  Date day = open;
  while (!Counts(audience, calendar, day)) ++day;
  for (int counted = 0; counted < days;) counted += Counts(audience, calendar, ++day);
  while (IsQuiet(calendar.quiet, day) || !Counts(audience, calendar, day)) ++day;
  return day;
}

TEST(DueDate, IsWhatCountingDaysGives) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < 3000; ++i) {
    const std::vector<AudienceRange> audience = RandomAudience(random, 0);
    const Calendar calendar{.quiet = RandomQuietDays(random), .pauses_on_leave = random.Chance(80)};
    const Date open = Day(random.Below(1200));
    const int days = random.Below(random.Chance(50) ? 10 : 100);
    std::vector<DateReason> why;
    const Date due = DueDate(open, days, audience, calendar, why);
    ASSERT_EQ(due, NaiveDueDate(open, days, audience, calendar)) << "case " << i;
    Date sum = open + days;
    for (const DateReason& reason : why) sum += reason.days;
    EXPECT_EQ(sum, due) << "its reasons add up to it; case " << i;
  }
}

// What has been seen cannot change because somebody goes on leave later.
TEST(DueDate, IsNotMovedByLeaveThatBeginsAfterIt) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < 3000; ++i) {
    std::vector<AudienceRange> audience = RandomAudience(random, 0);
    const Calendar calendar{.quiet = RandomQuietDays(random)};
    const Date open = Day(random.Below(1200));
    const int days = random.Below(60);
    std::vector<DateReason> why, later_why;
    const Date due = DueDate(open, days, audience, calendar, why);
    const Date leave = due + 1 + random.Below(3);
    while (!audience.empty() && audience.back().days.from >= leave) audience.pop_back();
    if (audience.empty() || audience.back().days.to < leave) continue;  // not there then
    audience.back().days.to = leave;
    audience.push_back({{leave, leave + 1 + random.Below(100)}, true});
    EXPECT_EQ(DueDate(open, days, audience, calendar, later_why), due) << "case " << i;
  }
}

TEST(DueDate, WaitsForTheEndOfALeaveThatHasNone) {
  std::vector<DateReason> why;
  const std::vector<AudienceRange> audience = {In("2026-01-01", "2026-02-01"), OnLeave("2026-02-01")};
  EXPECT_EQ(DueDate(D("2026-01-10"), 30, audience, {}, why), kLastDate);
  ASSERT_EQ(why.size(), 1u);
  EXPECT_EQ(why[0].kind, DateReason::Kind::kPaused);
  EXPECT_EQ(why[0].date, D("2026-02-01"));
  EXPECT_EQ(why[0].days, 0);
  EXPECT_EQ(DueDate(D("2026-01-10"), 20, audience, {}, why), D("2026-01-30")) << "it was due before";
}

}  // namespace
}  // namespace nanolearn
