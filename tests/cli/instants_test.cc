#include "admin-cli/instants.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace nanolearn::cli {
namespace {

absl::Time Utc(int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2026, month, day, hour, minute), absl::UTCTimeZone());
}

const absl::Time kNow = Utc(11, 24, 9);

TEST(ParseDoneTimeTest, TakesRfc3339) {
  EXPECT_EQ(*ParseDoneTime("2026-11-23T14:05:00+01:00", kNow), Utc(11, 23, 13, 5));
  EXPECT_EQ(*ParseDoneTime("2026-11-23T14:05:00Z", kNow), Utc(11, 23, 14, 5));
}

TEST(ParseDoneTimeTest, ADateIsNoonUtcButNeverLaterThanNow) {
  EXPECT_EQ(*ParseDoneTime("2026-11-23", kNow), Utc(11, 23, 12));
  EXPECT_EQ(*ParseDoneTime("2026-11-24", kNow), kNow);
  EXPECT_EQ(*ParseDoneTime("2026-11-25", kNow), Utc(11, 25, 12)) << "the server says that this is to come";
}

TEST(ParseDoneTimeTest, RefusesEverythingElse) {
  for (const char* text : {"", "yesterday", "2026-11-23T14:05:00", "2026-13-01", "2026-02-30",
                           "infinite-future", "10000-01-01T00:00:00Z", "1800-01-01", "2026-11-23 14:05"}) {
    EXPECT_FALSE(ParseDoneTime(text, kNow).ok()) << text;
  }
}

TEST(ParseExpiryTest, TakesDaysDatesAndTimes) {
  EXPECT_EQ(*ParseExpiry("30d", kNow), kNow + absl::Hours(30 * 24));
  EXPECT_EQ(*ParseExpiry("2026-12-31", kNow),
            absl::FromCivil(absl::CivilDay(2027, 1, 1), absl::UTCTimeZone()));
  EXPECT_EQ(*ParseExpiry("2026-12-31T12:00:00Z", kNow), Utc(12, 31, 12));
  for (const char* text : {"0d", "-1d", "d", "30", "999999999999d"}) {
    EXPECT_FALSE(ParseExpiry(text, kNow).ok()) << text;
  }
}

TEST(FormatInstantTest, HasAsManyDecimalsAsNeeded) {
  EXPECT_EQ(FormatInstant(ToTimestamp(Utc(11, 23, 14))), "2026-11-23T14:00:00Z");
  EXPECT_EQ(FormatInstant(ToTimestamp(Utc(11, 23, 14) + absl::Microseconds(1500))),
            "2026-11-23T14:00:00.0015Z");
  EXPECT_EQ(FormatInstant(ToTimestamp(absl::UnixEpoch() - absl::Milliseconds(1))),
            "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace nanolearn::cli
