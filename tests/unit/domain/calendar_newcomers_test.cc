#include "tests/unit/domain/calendar_case.h"

namespace nanolearn {
namespace {

TEST(CalendarTable, Newcomers) {
  const Calendar all{
      .open_date = D("2026-01-12"), .weeks_between = 4, .days_to_complete = 30, .newcomer_days = 60};
  Calendar paced = all, none = all, same = all;
  paced.catch_up = CatchUp::kPaced;
  none.catch_up = CatchUp::kNone;
  same.newcomer_days = 0;
  // The modules open on 12 January, 9 February and 9 March.
  CheckCalendar({
      {"takes their seat on 15 October",
       all,
       {In("2026-10-15")},
       {},
       {"1.1 2026-10-15 2026-12-14", "2.1 2026-10-15 2026-12-14", "3.1 2026-10-15 2026-12-14"},
       3},
      {"comes between the second and the third",
       all,
       {In("2026-02-20")},
       {},
       {"1.1 2026-02-20 2026-04-21", "2.1 2026-02-20 2026-04-21", "3.1 2026-03-09 2026-04-08"},
       3},
      {"comes on the day on which it opens: in time",
       all,
       {In("2026-02-09")},
       {},
       {"1.1 2026-02-09 2026-04-10", "2.1 2026-02-09 2026-03-11", "3.1 2026-03-09 2026-04-08"},
       3},
      {"has as long as others",
       same,
       {In("2026-10-15")},
       {},
       {"1.1 2026-10-15 2026-11-14", "2.1 2026-10-15 2026-11-14", "3.1 2026-10-15 2026-11-14"},
       3},
      {"paced, after everything has opened",
       paced,
       {In("2026-12-10")},
       {},
       {"1.1 2026-12-10 2027-02-08", "2.1 2027-01-07 2027-03-08", "3.1 2027-02-04 2027-04-05"},
       3},
      {"paced, between the second and the third",
       paced,
       {In("2026-02-20")},
       {},
       {"1.1 2026-02-20 2026-04-21", "2.1 2026-03-20 2026-05-19", "3.1 2026-03-09 2026-04-08"},
       3},
      {"spared what opened before", none, {In("2026-02-20")}, {}, {"3.1 2026-03-09 2026-04-08"}, 3},
      {"spared everything", none, {In("2026-10-15")}, {}, {}, 3},
      {"in leap February",
       {.open_date = D("2026-01-12"), .newcomer_days = 60},
       {In("2028-01-01")},
       {},
       {"1.1 2028-01-01 2028-03-01"}},
      {"in common February",
       {.open_date = D("2026-01-12"), .newcomer_days = 60},
       {In("2027-01-01")},
       {},
       {"1.1 2027-01-01 2027-03-02"}},
  });
}

}  // namespace
}  // namespace nanolearn
