#pragma once
// Civil dates. A date has no time zone; which day "today" is depends on the organisation's zone.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace nanolearn {

using Date = absl::CivilDay;

// The bounds of what anybody may enter, and the ends of open periods in the database.
inline constexpr Date kFirstDate{1900, 1, 1};
inline constexpr Date kLastDate{2199, 12, 31};
// The exclusive end of a period that has no end.
inline constexpr Date kNoEnd{9999, 12, 31};

// Half-open: [from, to).
struct DateRange {
  Date from = kFirstDate;
  Date to = kNoEnd;

  bool Contains(Date day) const { return from <= day && day < to; }
  bool empty() const { return to <= from; }
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// "2026-11-23" to a date. INVALID_ARGUMENT, without details, for another form, a day that the calendar
// lacks, or one outside kFirstDate..kLastDate; the message says which.
absl::StatusOr<Date> ParseDate(absl::string_view text);

// Always YYYY-MM-DD.
std::string FormatDate(Date date);

// The day it is at `instant` in `zone`.
Date DayOf(absl::Time instant, absl::TimeZone zone);

}  // namespace nanolearn
