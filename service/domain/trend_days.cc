#include "service/domain/trend_days.h"

#include <algorithm>

namespace nanolearn {

Date EndOfWeek(Date day) { return absl::NextWeekday(day - 1, absl::Weekday::sunday); }

Date EndOfMonth(Date day) { return Date(absl::CivilMonth(day) + 1) - 1; }

std::vector<Date> TrendDays(bool by_week, std::optional<Date> from, Date to, int count) {
  const auto end_of = [&](Date day) { return by_week ? EndOfWeek(day) : EndOfMonth(day); };
  const auto before = [&](Date end) { return by_week ? end - 7 : Date(absl::CivilMonth(end)) - 1; };
  std::vector<Date> days;
  for (Date end = end_of(to); from ? end >= *from : static_cast<int>(days.size()) < count;
       end = before(end)) {
    days.push_back(std::min(end, to));
  }
  if (from && *from > to) days.clear();
  std::reverse(days.begin(), days.end());
  return days;
}

}  // namespace nanolearn
