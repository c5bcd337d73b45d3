#include "service/domain/calendar.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace nanolearn {
namespace {

struct NamedDay {
  Date day;
  absl::string_view name;  // as inside a sentence
};

// The first Saturday from `day` on.
Date SaturdayFrom(Date day) { return absl::NextWeekday(day - 1, absl::Weekday::saturday); }

// No vector: this is asked for every date of every assignment.
std::array<NamedDay, 16> NamedDays(int year) {
  const Date easter = EasterSunday(year);
  const Date midsummer = SaturdayFrom(Date(year, 6, 20));
  return {{{Date(year, 1, 1), "nyårsdagen"},
           {Date(year, 1, 6), "trettondedag jul"},
           {easter - 2, "långfredagen"},
           {easter, "påskdagen"},
           {easter + 1, "annandag påsk"},
           {Date(year, 5, 1), "första maj"},
           {easter + 39, "Kristi himmelsfärdsdag"},
           {easter + 49, "pingstdagen"},
           {Date(year, 6, 6), "nationaldagen"},
           {midsummer - 1, "midsommarafton"},
           {midsummer, "midsommardagen"},
           {SaturdayFrom(Date(year, 10, 31)), "alla helgons dag"},
           {Date(year, 12, 24), "julafton"},
           {Date(year, 12, 25), "juldagen"},
           {Date(year, 12, 26), "annandag jul"},
           {Date(year, 12, 31), "nyårsafton"}}};
}

absl::string_view HolidayName(Date day) {
  for (const NamedDay& named : NamedDays(static_cast<int>(day.year()))) {
    if (named.day == day) return named.name;
  }
  return "";
}

absl::string_view WeekendName(Date day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday ? "lördag" : weekday == absl::Weekday::sunday ? "söndag" : "";
}

const DateRange* RangeWith(const QuietDays& quiet, Date day) {
  for (const DateRange& range : quiet.ranges) {
    if (range.Contains(day)) return &range;
  }
  return nullptr;
}

}  // namespace

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
Date EasterSunday(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Date(year, n / 31, n % 31 + 1);
}

std::vector<Holiday> SwedishHolidays(int year) {
  std::vector<Holiday> holidays;
  for (const NamedDay& named : NamedDays(year)) {
    std::string name(named.name);
    name[0] = absl::ascii_toupper(name[0]);
    holidays.push_back({named.day, std::move(name)});
  }
  std::stable_sort(holidays.begin(), holidays.end(),
                   [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return holidays;
}

bool IsQuiet(const QuietDays& quiet, Date day) {
  return (quiet.weekends && !WeekendName(day).empty()) || (quiet.july && day.month() == 7) ||
         RangeWith(quiet, day) != nullptr || (quiet.holidays && !HolidayName(day).empty());
}

std::string QuietReason(const QuietDays& quiet, Date day) {
  if (quiet.holidays) {
    if (const absl::string_view name = HolidayName(day); !name.empty()) return std::string(name);
  }
  if (const DateRange* range = RangeWith(quiet, day)) {
    return absl::StrCat("lugn period ", FormatDate(range->from), " till ", FormatDate(range->to - 1));
  }
  if (quiet.july && day.month() == 7) return "juli";
  return quiet.weekends ? std::string(WeekendName(day)) : "";
}

Date NextOpenDay(const QuietDays& quiet, Date day) {
  constexpr int kYear = 366;
  for (int i = 0; i <= kYear; ++i) {
    if (!IsQuiet(quiet, day + i)) return day + i;
  }
  return day;
}

Date AddMonths(Date day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const Date last = Date(month + 1) - 1;
  return std::min(last, Date(month) + (day.day() - 1));
}

}  // namespace nanolearn
