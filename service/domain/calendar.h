#pragma once
// Which days are quiet, and what a number of days or months from a day is.

#include <string>
#include <vector>

#include "service/base/date.h"
#include "service/domain/programme.h"

namespace nanolearn {

// Easter Sunday of a year, by the Gregorian calendar.
Date EasterSunday(int year);

struct Holiday {
  Date day;
  std::string name;  // Swedish: "Midsommardagen"
};

// The public holidays of Sweden in a year by Lag (1989:253), Sundays apart, and the three eves that are as
// good as: Midsummer's, Christmas and New Year's. By day.
std::vector<Holiday> SwedishHolidays(int year);

bool IsQuiet(const QuietDays& quiet, Date day);
// Why a day is quiet, in Swedish: "lördag", "Kristi himmelsfärdsdag", "juli"; empty when it is not.
std::string QuietReason(const QuietDays& quiet, Date day);
// `day` or the first day after it that is not quiet. When more than a year is quiet, `day` itself.
Date NextOpenDay(const QuietDays& quiet, Date day);

// The same day so many months later; the last day of the month where it has no such day (29 February plus
// twelve months is 28 February).
Date AddMonths(Date day, int months);

}  // namespace nanolearn
