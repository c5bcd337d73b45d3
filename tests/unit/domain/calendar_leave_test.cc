#include "tests/unit/domain/calendar_case.h"

namespace nanolearn {
namespace {

const Calendar kJune = Once("2026-06-01", 30);

TEST(CalendarTable, Leave) {
  const Calendar saturday = Quiet("2026-01-12", 26, kWeekdays);  // 7 February
  Calendar running = kJune;
  running.pauses_on_leave = false;
  CheckCalendar({
      {"45 days in the middle",
       kJune,
       {In("2026-06-01", "2026-06-11"), OnLeave("2026-06-11", "2026-07-26"), In("2026-07-26")},
       {},
       {"1.1 2026-06-01 2026-08-15"}},
      {"the clock goes on",
       running,
       {In("2026-06-01", "2026-06-11"), OnLeave("2026-06-11", "2026-07-26"), In("2026-07-26")},
       {},
       {"1.1 2026-06-01 2026-07-01"}},
      {"on leave when it opens",
       kJune,
       {OnLeave("2026-06-01", "2026-09-01"), In("2026-09-01")},
       {},
       {"1.1 2026-06-01 2026-10-01"}},
      {"parental leave over a year end",
       kJune,
       {In("2026-06-01", "2026-06-21"), OnLeave("2026-06-21", "2027-06-21"), In("2027-06-21")},
       {},
       {"1.1 2026-06-01 2027-07-01"}},
      {"leave on the due day",
       kJune,
       {In("2026-06-01", "2026-07-01"), OnLeave("2026-07-01", "2026-08-01"), In("2026-08-01")},
       {},
       {"1.1 2026-06-01 2026-08-01"}},
      {"leave from the day after",
       kJune,
       {In("2026-06-01", "2026-07-02"), OnLeave("2026-07-02", "2026-08-01"), In("2026-08-01")},
       {},
       {"1.1 2026-06-01 2026-07-01"}},
      {"two leaves, the second reached by the first",
       kJune,
       {In("2026-06-01", "2026-06-11"), OnLeave("2026-06-11", "2026-06-21"), In("2026-06-21", "2026-07-06"),
        OnLeave("2026-07-06", "2026-07-16"), In("2026-07-16")},
       {},
       {"1.1 2026-06-01 2026-07-21"}},
      {"no known end",
       kJune,
       {In("2026-06-01", "2026-06-11"), OnLeave("2026-06-11")},
       {},
       {"1.1 2026-06-01 2199-12-31"}},
      {"due on a Saturday, leave from the Monday",
       saturday,
       {In("2026-01-12", "2026-02-09"), OnLeave("2026-02-09", "2026-03-01"), In("2026-03-01")},
       {},
       {"1.1 2026-01-12 2026-03-02"}},  // 1 March is a Sunday
      {"due on a Saturday, leave over the Sunday only",
       saturday,
       {In("2026-01-12", "2026-02-08"), OnLeave("2026-02-08", "2026-02-09"), In("2026-02-09")},
       {},
       {"1.1 2026-01-12 2026-02-09"}},
      {"due on a Saturday, leave over the Sunday, away from the Monday",
       saturday,
       {In("2026-01-12", "2026-02-08"), OnLeave("2026-02-08", "2026-02-09"), In("2026-02-16")},
       {},
       {"1.1 2026-01-12 2026-02-16"}},
  });
}

TEST(CalendarTable, LeavingAndReturning) {
  CheckCalendar({
      {"leaves and comes back: the rest of the time",
       kJune,
       {In("2026-06-01", "2026-06-21"), In("2026-12-01")},
       {},
       {"1.1 2026-06-01 2026-12-11"}},
      {"comes back on leave",
       kJune,
       {In("2026-06-01", "2026-06-21"), OnLeave("2026-12-01", "2027-01-01"), In("2027-01-01")},
       {},
       {"1.1 2026-06-01 2027-01-11"}},
      {"leaves for good: as if they had stayed",
       kJune,
       {In("2026-06-01", "2026-06-21")},
       {},
       {"1.1 2026-06-01 2026-07-01"}},
      {"left before the second opened",
       {.open_date = D("2026-06-01"), .weeks_between = 4, .days_to_complete = 30},
       {In("2026-06-01", "2026-06-29")},
       {},
       {"1.1 2026-06-01 2026-07-01"},
       2},
      {"away when the second opened",
       {.open_date = D("2026-06-01"), .weeks_between = 4, .days_to_complete = 30, .newcomer_days = 60},
       {In("2026-06-01", "2026-06-21"), In("2026-12-01")},
       {},
       {"1.1 2026-06-01 2026-12-11", "2.1 2026-06-29 2026-12-31"},
       2},
      {"elected again without a break: nothing new",
       kJune,
       {In("2026-06-01")},
       {},
       {"1.1 2026-06-01 2026-07-01"}},
      {"elected again after a term away",
       {.open_date = D("2022-11-01"), .days_to_complete = 60},
       {In("2022-11-01", "2022-12-01"), In("2026-10-15")},
       {},
       {"1.1 2022-11-01 2026-11-14"}},  // 30 days were used
  });
}

}  // namespace
}  // namespace nanolearn
