#include "service/domain/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {
namespace {

using ::testing::ElementsAre;

TEST(Holidays, HaveEasterWhereTheChurchHasIt) {
  for (const char* const day :
       {"1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20",
        "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "2049-04-18",
        "2076-04-19", "2100-03-28"}) {
    EXPECT_EQ(FormatDate(EasterSunday(static_cast<int>(D(day).year()))), day);
  }
}

TEST(Holidays, AreThoseOfTheLawAndThreeEves) {
  std::vector<std::string> days;
  for (const Holiday& holiday : SwedishHolidays(2026)) {
    days.push_back(FormatDate(holiday.day) + " " + holiday.name);
  }
  EXPECT_THAT(
      days, ElementsAre("2026-01-01 Nyårsdagen", "2026-01-06 Trettondedag jul", "2026-04-03 Långfredagen",
                        "2026-04-05 Påskdagen", "2026-04-06 Annandag påsk", "2026-05-01 Första maj",
                        "2026-05-14 Kristi himmelsfärdsdag", "2026-05-24 Pingstdagen",
                        "2026-06-06 Nationaldagen", "2026-06-19 Midsommarafton", "2026-06-20 Midsommardagen",
                        "2026-10-31 Alla helgons dag", "2026-12-24 Julafton", "2026-12-25 Juldagen",
                        "2026-12-26 Annandag jul", "2026-12-31 Nyårsafton"));
}

TEST(Holidays, MoveFromYearToYear) {
  const std::map<int, std::vector<std::string>> kDays = {
      // Good Friday, Ascension Day, Midsummer's Day, All Saints' Day
      {2024, {"2024-03-29", "2024-05-09", "2024-06-22", "2024-11-02"}},
      {2025, {"2025-04-18", "2025-05-29", "2025-06-21", "2025-11-01"}},
      {2026, {"2026-04-03", "2026-05-14", "2026-06-20", "2026-10-31"}},
      {2027, {"2027-03-26", "2027-05-06", "2027-06-26", "2027-11-06"}},
      {2028, {"2028-04-14", "2028-05-25", "2028-06-24", "2028-11-04"}},
      {2029, {"2029-03-30", "2029-05-10", "2029-06-23", "2029-11-03"}},
      {2030, {"2030-04-19", "2030-05-30", "2030-06-22", "2030-11-02"}},
  };
  for (const auto& [year, days] : kDays) {
    std::vector<std::string> found;
    for (const Holiday& holiday : SwedishHolidays(year)) {
      for (const char* const name :
           {"Långfredagen", "Kristi himmelsfärdsdag", "Midsommardagen", "Alla helgons dag"}) {
        if (holiday.name == name) found.push_back(FormatDate(holiday.day));
      }
    }
    EXPECT_EQ(found, days) << year;
  }
}

TEST(QuietDays, SayWhyInSwedish) {
  const QuietDays quiet{
      .weekends = true, .holidays = true, .july = true, .ranges = {{D("2026-11-02"), D("2026-11-07")}}};
  const std::map<std::string, std::string> kReasons = {
      {"2026-06-05", ""},
      {"2026-06-06", "nationaldagen"},  // also a Saturday
      {"2026-06-07", "söndag"},
      {"2026-06-13", "lördag"},
      {"2026-05-14", "Kristi himmelsfärdsdag"},
      {"2026-06-30", ""},
      {"2026-07-01", "juli"},
      {"2026-07-31", "juli"},
      {"2026-11-02", "lugn period 2026-11-02 till 2026-11-06"},
      {"2026-11-06", "lugn period 2026-11-02 till 2026-11-06"},
      {"2026-11-07", "lördag"},
  };
  for (const auto& [day, reason] : kReasons) {
    EXPECT_EQ(QuietReason(quiet, D(day)), reason) << day;
    EXPECT_EQ(IsQuiet(quiet, D(day)), !reason.empty()) << day;
    EXPECT_FALSE(IsQuiet({}, D(day))) << day;
    EXPECT_EQ(QuietReason({}, D(day)), "") << day;
  }
}

TEST(QuietDays, PutThingsOffToTheNextOtherDay) {
  const QuietDays all{.weekends = true, .holidays = true, .july = true, .ranges = {}};
  const QuietDays holidays{.weekends = false, .holidays = true, .july = false, .ranges = {}};
  const struct {
    QuietDays quiet;
    const char *from, *to;
  } kCases[] = {
      {all, "2026-04-02", "2026-04-02"},       // Maundy Thursday is a day like others
      {all, "2026-04-03", "2026-04-07"},       // Good Friday to the Tuesday after Easter
      {all, "2026-06-19", "2026-06-22"},       // Midsummer's Eve to Monday
      {all, "2026-06-30", "2026-06-30"},       //
      {all, "2026-07-01", "2026-08-03"},       // 1 and 2 August are a weekend
      {all, "2026-12-24", "2026-12-28"},       //
      {all, "2026-12-31", "2027-01-04"},       // over the year end
      {holidays, "2026-12-24", "2026-12-27"},  // a Sunday
      {holidays, "2026-12-31", "2027-01-02"},  // a Saturday
      {{}, "2026-12-25", "2026-12-25"},        //
  };
  for (const auto& [quiet, from, to] : kCases) EXPECT_EQ(FormatDate(NextOpenDay(quiet, D(from))), to) << from;
}

TEST(QuietDays, DoNotPutThingsOffForMoreThanAYear) {
  const QuietDays year{.weekends = false,
                       .holidays = false,
                       .july = false,
                       .ranges = {{D("2026-01-01"), D("2027-01-02")}}};  // 366 days
  EXPECT_EQ(NextOpenDay(year, D("2026-01-01")), D("2027-01-02"));
  const QuietDays more{
      .weekends = false, .holidays = false, .july = false, .ranges = {{D("2026-01-01"), D("2027-01-03")}}};
  EXPECT_EQ(NextOpenDay(more, D("2026-01-01")), D("2026-01-01"));
  EXPECT_EQ(NextOpenDay(more, D("2026-01-02")), D("2027-01-03"));
  const QuietDays always{
      .weekends = false, .holidays = false, .july = false, .ranges = {{kFirstDate, kNoEnd}}};
  EXPECT_EQ(NextOpenDay(always, D("2026-01-01")), D("2026-01-01"));
}

// Holidays by going through the days of the year, with Easter given.
bool NaiveIsHoliday(Date day, Date easter) {
  static const std::vector<std::pair<int, int>> kFixed = {{1, 1},   {1, 6},   {5, 1},   {6, 6},
                                                          {12, 24}, {12, 25}, {12, 26}, {12, 31}};
  for (const auto& [month, d] : kFixed) {
    if (day.month() == month && day.day() == d) return true;
  }
  for (const int after : {-2, 0, 1, 39, 49}) {
    if (day == easter + after) return true;
  }
  const bool is_saturday = absl::GetWeekday(day) == absl::Weekday::saturday;
  const auto is_midsummer = [](Date d) { return d.month() == 6 && d.day() >= 20 && d.day() <= 26; };
  const bool is_friday = absl::GetWeekday(day) == absl::Weekday::friday;
  if ((is_saturday && is_midsummer(day)) || (is_friday && is_midsummer(day + 1))) return true;
  return is_saturday && ((day.month() == 10 && day.day() == 31) || (day.month() == 11 && day.day() <= 6));
}

TEST(QuietDays, AreThoseThatGoingThroughTheCalendarFinds) {
  const std::vector<Date> easters = {D("2024-03-31"), D("2025-04-20"), D("2026-04-05"), D("2027-03-28"),
                                     D("2028-04-16"), D("2029-04-01"), D("2030-04-21")};
  const QuietDays holidays{.weekends = false, .holidays = true, .july = false, .ranges = {}};
  for (const Date easter : easters) {
    for (Date day(easter.year(), 1, 1); day.year() == easter.year(); ++day) {
      EXPECT_EQ(IsQuiet(holidays, day), NaiveIsHoliday(day, easter)) << day;
    }
  }
}

TEST(QuietDays, AreLeftOneDayAtATime) {
  const uint64_t seed = TestSeed();
  SCOPED_TRACE(::testing::Message() << "TEST_SEED=" << seed);
  Random random(seed);
  for (int i = 0; i < 2000; ++i) {
    const QuietDays quiet = RandomQuietDays(random);
    const Date day = Day(random.Below(1500));
    Date naive = day;
    while (!QuietReason(quiet, naive).empty()) ++naive;
    EXPECT_EQ(NextOpenDay(quiet, day), naive) << day;
  }
}

TEST(Months, EndWhereTheMonthDoes) {
  const struct {
    const char* day;
    int months;
    const char* later;
  } kCases[] = {
      {"2026-01-31", 1, "2026-02-28"},  {"2028-01-31", 1, "2028-02-29"},  {"2026-01-31", 2, "2026-03-31"},
      {"2026-03-31", 1, "2026-04-30"},  {"2028-02-29", 12, "2029-02-28"}, {"2028-02-29", 48, "2032-02-29"},
      {"2028-02-29", 1, "2028-03-29"},  {"2027-02-28", 12, "2028-02-28"}, {"2026-12-31", 2, "2027-02-28"},
      {"2026-11-25", 14, "2028-01-25"}, {"2026-12-01", 1, "2027-01-01"},  {"2026-05-17", 0, "2026-05-17"},
      {"2026-03-31", -1, "2026-02-28"}, {"2027-01-15", -1, "2026-12-15"}, {"2026-03-29", 7, "2026-10-29"},
  };
  for (const auto& [day, months, later] : kCases) {
    EXPECT_EQ(FormatDate(AddMonths(D(day), months)), later) << day << " + " << months;
  }
}

}  // namespace
}  // namespace nanolearn
