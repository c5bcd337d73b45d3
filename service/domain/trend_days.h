#pragma once

#include <optional>
#include <vector>

#include "service/base/date.h"

namespace nanolearn {

// The last day of the week, Monday to Sunday, or else of the month that `day` is in.
Date EndOfWeek(Date day);
Date EndOfMonth(Date day);

// The ends of weeks, or else of months, ascending: the last is that of `to`, but no later than `to` itself;
// the first is that of `from`, or makes `count` of them. Empty when `from` comes after `to`.
std::vector<Date> TrendDays(bool by_week, std::optional<Date> from, Date to, int count);

}  // namespace nanolearn
