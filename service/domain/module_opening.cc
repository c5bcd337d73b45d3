#include "service/domain/module_opening.h"

#include <algorithm>

#include "service/domain/calendar.h"
#include "service/domain/cycle_rules.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

// How long after the programme opens the module does. Yearly days keep the distance.
int DaysAfterProgramme(const Programme& programme, size_t index) {
  const Calendar& calendar = programme.calendar;
  const std::optional<Date>& own = programme.modules[index].open_date;
  const int64_t days = own ? *own - calendar.open_date : static_cast<int>(index) * 7 * calendar.weeks_between;
  return static_cast<int>(std::max<int64_t>(0, days));
}

YearlyDay YearlyDayIn(const Programme& programme, size_t index, absl::civil_year_t year) {
  const Calendar& calendar = programme.calendar;
  // A day that the month lacks this year is its last day: 29 February.
  const Date month(year, calendar.fixed_month, 1);
  const Date last = AddMonths(month, 1) - 1;
  const Date fixed = std::min(month + (calendar.fixed_day - 1), last);
  const Date day = fixed + DaysAfterProgramme(programme, index);
  return {day, NextOpenDay(calendar.quiet, day - calendar.window_days)};
}

}  // namespace

Date ModuleOpening(const Programme& programme, size_t index, std::vector<DateReason>& why) {
  const Calendar& calendar = programme.calendar;
  const int days = DaysAfterProgramme(programme, index);
  const Date day = calendar.open_date + days;
  if (programme.modules[index].open_date || days == 0) {
    why.push_back({Kind::kProgrammeOpens, day});
  } else {
    why.push_back({Kind::kProgrammeOpens, calendar.open_date});
    why.push_back({Kind::kPace, day, days});
  }
  return SkipQuiet(calendar.quiet, day, why);
}

Date ModuleOpening(const Programme& programme, size_t index) {
  return NextOpenDay(programme.calendar.quiet,
                     programme.calendar.open_date + DaysAfterProgramme(programme, index));
}

YearlyDay YearlyDayAfter(const Programme& programme, size_t index, Date day) {
  const Date about = day - DaysAfterProgramme(programme, index);
  // Quiet days move an opening by a year at most.
  absl::civil_year_t year = about.year() - 2;
  YearlyDay yearly = YearlyDayIn(programme, index, year);
  while (yearly.open <= day) yearly = YearlyDayIn(programme, index, ++year);
  return yearly;
}

std::optional<YearlyDay> YearlyDayWithWindow(const Programme& programme, size_t index, Date open) {
  // The one before the first that opens later.
  const YearlyDay next = YearlyDayAfter(programme, index, open);
  const absl::civil_year_t year = (next.day - DaysAfterProgramme(programme, index)).year();
  const YearlyDay yearly = YearlyDayIn(programme, index, year - 1);
  if (yearly.day < open) return std::nullopt;
  return yearly;
}

}  // namespace nanolearn
