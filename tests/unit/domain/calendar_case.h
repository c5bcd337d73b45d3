#pragma once
// The calendar table: dates that a person can check with a calendar on the wall.

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "tests/unit/domain/plan_builders.h"

namespace nanolearn {

struct Done {
  int cycle;
  const char* day;
};

// One module unless `modules` says more.
struct CalendarCase {
  const char* what;
  Calendar calendar;
  std::vector<AudienceRange> audience;
  std::vector<Done> done;           // of module 1, in this order
  std::vector<std::string> expect;  // see Outline
  int modules = 1;
  std::vector<std::optional<Date>> own_days = {};
  std::vector<ModuleEdition> editions = {};
  const char* until = "2029-12-31";
};

inline void CheckCalendar(const std::vector<CalendarCase>& cases) {
  for (const CalendarCase& c : cases) {
    SCOPED_TRACE(c.what);
    Life life;
    life.programme.calendar = c.calendar;
    for (int i = 0; i < c.modules; ++i) life.programme.modules.push_back({static_cast<Id>(i + 1), {}});
    for (size_t i = 0; i < c.own_days.size(); ++i) life.programme.modules[i].open_date = c.own_days[i];
    life.audience = c.audience;
    life.editions = c.editions;
    life.until = D(c.until);
    life.Replan();
    for (const auto& [cycle, day] : c.done) life.Complete(1, cycle, D(day));
    EXPECT_EQ(absl::StrJoin(Outline(life.Plan()), "\n"), absl::StrJoin(c.expect, "\n"));
  }
}

inline const QuietDays kWeekdays{.weekends = true, .holidays = false, .july = false, .ranges = {}};
inline const QuietDays kWorkdays{.weekends = true, .holidays = true, .july = false, .ranges = {}};
inline const QuietDays kNoJuly{.weekends = true, .holidays = true, .july = true, .ranges = {}};

inline Calendar Once(const char* open, int days) { return {.open_date = D(open), .days_to_complete = days}; }
inline Calendar Quiet(const char* open, int days, const QuietDays& quiet) {
  return {.open_date = D(open), .days_to_complete = days, .quiet = quiet};
}

inline Calendar Again(Recurrence recurrence, int months, int window_days, const char* open = "2026-01-12") {
  return {.open_date = D(open),
          .days_to_complete = 30,
          .recurrence = recurrence,
          .every_months = months,
          .window_days = window_days};
}

// Each year on `month`-`day`.
inline Calendar Fixed(const char* open, int month, int day, int window_days) {
  return {.open_date = D(open),
          .days_to_complete = 30,
          .newcomer_days = 60,
          .recurrence = Recurrence::kFixed,
          .window_days = window_days,
          .fixed_month = month,
          .fixed_day = day};
}

}  // namespace nanolearn
