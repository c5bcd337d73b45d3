#include "service/domain/mail_hours.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace nanolearn {
namespace {

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

absl::Time Utc(const std::string& text) {
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M", text, &time, &error)) << error;
  return time;
}

struct Case {
  std::string what;
  MailHours hours;
  std::string now, next;  // in UTC
};

class NextMailTimeTest : public testing::TestWithParam<Case> {};

TEST_P(NextMailTimeTest, IsTheFirstMomentWithinTheHours) {
  const Case& c = GetParam();
  EXPECT_EQ(NextMailTime(c.hours, Stockholm(), Utc(c.now)), Utc(c.next)) << c.what;
}

constexpr MailHours kOffice;                        // 07:00 to 18:00 on weekdays
constexpr MailHours kDaily{7 * 60, 18 * 60, true};  // weekends too
constexpr MailHours kAlways{0, 24 * 60, true};
constexpr MailHours kNight{2 * 60, 2 * 60 + 30, true};  // hours that the spring swallows
constexpr MailHours kEvening{18 * 60, 24 * 60, false};

INSTANTIATE_TEST_SUITE_P(
    Days, NextMailTimeTest,
    testing::ValuesIn(std::vector<Case>{
        {"now, within the hours", kOffice, "2026-11-30 09:15", "2026-11-30 09:15"},
        {"the first minute counts", kOffice, "2026-11-30 06:00", "2026-11-30 06:00"},
        {"before the hours, the same day", kOffice, "2026-11-30 05:59", "2026-11-30 06:00"},
        {"the last minute counts", kOffice, "2026-11-30 16:59", "2026-11-30 16:59"},
        {"the end does not, it is the next morning", kOffice, "2026-11-30 17:00", "2026-12-01 06:00"},
        {"Friday evening: Monday", kOffice, "2026-12-04 20:00", "2026-12-07 06:00"},
        {"Saturday at noon: Monday", kOffice, "2026-12-05 11:00", "2026-12-07 06:00"},
        {"Sunday evening: Monday", kOffice, "2026-12-06 22:30", "2026-12-07 06:00"},
        {"Saturday, where weekends count", kDaily, "2026-12-05 11:00", "2026-12-05 11:00"},
        {"Sunday by UTC, Monday here", kEvening, "2026-12-06 23:30", "2026-12-07 17:00"},
        {"to midnight", kEvening, "2026-11-30 22:59", "2026-11-30 22:59"},
        {"from midnight the next evening", kEvening, "2026-11-30 23:00", "2026-12-01 17:00"},
        {"always", kAlways, "2026-12-06 02:00", "2026-12-06 02:00"},
        {"the night into summer time, 29 March: seven is an hour earlier", kDaily, "2026-03-28 18:00",
         "2026-03-29 05:00"},
        {"the Monday after it", kOffice, "2026-03-27 18:00", "2026-03-30 05:00"},
        {"the night out of summer time, 25 October: seven is an hour later", kDaily, "2026-10-24 17:00",
         "2026-10-25 06:00"},
        {"the whole day of 23 hours", kAlways, "2026-03-29 01:30", "2026-03-29 01:30"},
        {"hours that the clock skips: the next night", kNight, "2026-03-28 12:00", "2026-03-30 00:00"},
        {"hours that come twice: the first", kNight, "2026-10-24 12:00", "2026-10-25 00:00"},
    }));

TEST(NextMailTime, IsWithinTheHoursForEachHourOfAYear) {
  const absl::TimeZone zone = Stockholm();
  for (absl::Time now = Utc("2026-01-01 00:00"); now < Utc("2027-01-01 00:00"); now += absl::Minutes(30)) {
    const absl::Time next = NextMailTime(kOffice, zone, now);
    const absl::CivilMinute civil = absl::ToCivilMinute(next, zone);
    const absl::Weekday weekday = absl::GetWeekday(absl::CivilDay(civil));
    ASSERT_GE(next, now);
    ASSERT_LE(next - now, absl::Hours(24 * 3)) << now;
    ASSERT_TRUE(civil.hour() >= 7 && civil.hour() < 18) << now;
    ASSERT_TRUE(weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday) << now;
    ASSERT_EQ(NextMailTime(kOffice, zone, next), next) << "it is stable";
  }
}

TEST(Clock, IsReadInOneForm) {
  EXPECT_EQ(ParseClock("00:00"), 0);
  EXPECT_EQ(ParseClock("07:05"), 425);
  EXPECT_EQ(ParseClock("24:00"), 1440);
  for (const char* wrong : {"", "7:00", "07.00", "07:60", "24:01", "0700", "07:00 ", "-1:00", "aa:bb"}) {
    EXPECT_EQ(ParseClock(wrong), std::nullopt) << wrong;
  }
  EXPECT_EQ(FormatClock(425), "07:05");
  EXPECT_EQ(FormatClock(1440), "24:00");
}

}  // namespace
}  // namespace nanolearn
