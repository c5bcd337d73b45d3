#include "service/base/date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nanolearn {
namespace {

using ::testing::HasSubstr;

std::string Refusal(absl::string_view text) {
  const absl::StatusOr<Date> date = ParseDate(text);
  EXPECT_EQ(date.status().code(), absl::StatusCode::kInvalidArgument) << text;
  return std::string(date.status().message());
}

TEST(Date, ReadsEveryDayThatItWrites) {
  for (Date day = kFirstDate; day <= kLastDate; ++day) {
    const absl::StatusOr<Date> read = ParseDate(FormatDate(day));
    ASSERT_TRUE(read.ok()) << FormatDate(day);
    ASSERT_EQ(*read, day);
  }
}

TEST(Date, IsWrittenWithTenCharacters) {
  EXPECT_EQ(FormatDate(Date(2026, 1, 9)), "2026-01-09");
  EXPECT_EQ(FormatDate(Date(7, 1, 9)), "0007-01-09");
  EXPECT_EQ(FormatDate(kNoEnd), "9999-12-31");
}

TEST(Date, RefusesOtherForms) {
  for (const char* text :
       {"", "2026", "2026-1-09", "26-01-09", "2026/01/09", "2026-01-09 ", " 2026-01-09", "20260109",
        "2026-01-0x", "+026-01-09", "2026-01--9", "2026-W01-1", "２026-01-0"}) {
    EXPECT_THAT(Refusal(text), HasSubstr("YYYY-MM-DD")) << text;
  }
}

TEST(Date, RefusesDaysThatTheCalendarLacks) {
  for (const char* text :
       {"2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32"}) {
    EXPECT_THAT(Refusal(text), HasSubstr("no such day")) << text;
  }
  EXPECT_TRUE(ParseDate("2028-02-29").ok());
  EXPECT_TRUE(ParseDate("2000-02-29").ok());
}

TEST(Date, RefusesDaysThatNobodyMeans) {
  EXPECT_THAT(Refusal("1899-12-31"), HasSubstr("1900-01-01 and 2199-12-31"));
  EXPECT_THAT(Refusal("2200-01-01"), HasSubstr("1900-01-01 and 2199-12-31"));
  EXPECT_THAT(Refusal("0000-01-01"), HasSubstr("lies between"));
  EXPECT_THAT(Refusal("9999-12-31"), HasSubstr("lies between"));
}

TEST(Date, DependsOnTheZone) {
  absl::TimeZone stockholm;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &stockholm));
  const auto utc = [](int month, int day, int hour, int minute) {
    return absl::FromCivil(absl::CivilMinute(2026, month, day, hour, minute), absl::UTCTimeZone());
  };
  EXPECT_EQ(DayOf(utc(11, 23, 22, 59), stockholm), Date(2026, 11, 23));
  EXPECT_EQ(DayOf(utc(11, 23, 23, 0), stockholm), Date(2026, 11, 24));
  EXPECT_EQ(DayOf(utc(11, 23, 23, 0), absl::UTCTimeZone()), Date(2026, 11, 23));
  EXPECT_EQ(DayOf(utc(7, 1, 21, 59), stockholm), Date(2026, 7, 1));  // summer time
  EXPECT_EQ(DayOf(utc(7, 1, 22, 0), stockholm), Date(2026, 7, 2));
  EXPECT_EQ(DayOf(utc(11, 23, 23, 0) - absl::Nanoseconds(1), stockholm), Date(2026, 11, 23));
}

TEST(DateRange, ContainsItsFirstDayAndNotItsEnd) {
  const DateRange range{Date(2026, 1, 1), Date(2026, 1, 3)};
  EXPECT_FALSE(range.Contains(Date(2025, 12, 31)));
  EXPECT_TRUE(range.Contains(Date(2026, 1, 1)));
  EXPECT_TRUE(range.Contains(Date(2026, 1, 2)));
  EXPECT_FALSE(range.Contains(Date(2026, 1, 3)));
  EXPECT_FALSE(range.empty());
}

TEST(DateRange, IsEmptyWhenItEndsWhereItBeginsOrBefore) {
  const Date day(2026, 1, 1);
  EXPECT_TRUE((DateRange{day, day}).empty());
  EXPECT_TRUE((DateRange{day, day - 1}).empty());
  EXPECT_FALSE((DateRange{day, day}).Contains(day));
  EXPECT_TRUE(DateRange().Contains(kFirstDate));
  EXPECT_TRUE(DateRange().Contains(kLastDate));
}

}  // namespace
}  // namespace nanolearn
