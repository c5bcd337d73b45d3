#include "tests/unit/domain/calendar_case.h"

namespace nanolearn {
namespace {

TEST(CalendarTable, Once) {
  CheckCalendar({
      {"a month", Once("2026-01-12", 30), {In("2026-01-12")}, {}, {"1.1 2026-01-12 2026-02-11"}},
      {"over the year end", Once("2026-12-15", 30), {In("2026-12-15")}, {}, {"1.1 2026-12-15 2027-01-14"}},
      {"to 29 February", Once("2028-02-01", 28), {In("2028-02-01")}, {}, {"1.1 2028-02-01 2028-02-29"}},
      {"past 28 February", Once("2027-02-01", 28), {In("2027-02-01")}, {}, {"1.1 2027-02-01 2027-03-01"}},
      {"to when summer time begins",
       Once("2026-03-01", 28),
       {In("2026-03-01")},
       {},
       {"1.1 2026-03-01 2026-03-29"}},
      {"over its beginning", Once("2026-03-28", 2), {In("2026-03-28")}, {}, {"1.1 2026-03-28 2026-03-30"}},
      {"to when summer time ends",
       Once("2026-09-27", 28),
       {In("2026-09-27")},
       {},
       {"1.1 2026-09-27 2026-10-25"}},
      {"over its end", Once("2026-10-24", 2), {In("2026-10-24")}, {}, {"1.1 2026-10-24 2026-10-26"}},
      {"the same day", Once("2026-01-12", 0), {In("2026-01-12")}, {}, {"1.1 2026-01-12 2026-01-12"}},
      {"done, late",
       Once("2026-01-12", 30),
       {In("2026-01-12")},
       {{1, "2026-05-01"}},
       {"1.1 2026-01-12 2026-02-11"}},
      {"every second week",
       {.open_date = D("2026-12-14"), .weeks_between = 2, .days_to_complete = 14},
       {In("2026-12-14")},
       {},
       {"1.1 2026-12-14 2026-12-28", "2.1 2026-12-28 2027-01-11", "3.1 2027-01-11 2027-01-25"},
       3},
      {"one with a day of its own",
       {.open_date = D("2026-01-12"), .weeks_between = 1, .days_to_complete = 14},
       {In("2026-01-12")},
       {},
       {"1.1 2026-01-12 2026-01-26", "2.1 2026-09-01 2026-09-15", "3.1 2026-01-26 2026-02-09"},
       3,
       {std::nullopt, D("2026-09-01"), std::nullopt}},
      {"a day of its own before the programme's: with the programme",
       Once("2026-01-12", 14),
       {In("2026-01-12")},
       {},
       {"1.1 2026-01-12 2026-01-26"},
       1,
       {D("2025-12-01")}},
      {"the programme's last day",
       {.open_date = D("2026-01-12"),
        .end_date = D("2026-02-08"),
        .weeks_between = 2,
        .days_to_complete = 30},
       {In("2026-01-12", "2026-02-09")},
       {},
       {"1.1 2026-01-12 2026-02-11", "2.1 2026-01-26 2026-02-25"},  // the third would open on the 9th
       3},
  });
}

TEST(CalendarTable, QuietDays) {
  Calendar longer = Quiet("2026-01-10", 30, kWeekdays);
  longer.newcomer_days = 60;
  CheckCalendar({
      {"opens on a Saturday",
       Quiet("2026-01-10", 30, kWeekdays),
       {In("2026-01-10")},
       {},
       {"1.1 2026-01-12 2026-02-11"}},
      {"due on a Sunday",
       Quiet("2026-01-12", 27, kWeekdays),
       {In("2026-01-12")},
       {},
       {"1.1 2026-01-12 2026-02-09"}},
      {"due on Good Friday",
       Quiet("2026-03-04", 30, kWorkdays),
       {In("2026-03-04")},
       {},
       {"1.1 2026-03-04 2026-04-07"}},
      {"due on Midsummer's Eve",
       Quiet("2026-05-20", 30, kWorkdays),
       {In("2026-05-20")},
       {},
       {"1.1 2026-05-20 2026-06-22"}},
      {"due on Christmas Eve",
       Quiet("2026-11-24", 30, kWorkdays),
       {In("2026-11-24")},
       {},
       {"1.1 2026-11-24 2026-12-28"}},
      {"due on New Year's Eve",
       Quiet("2026-12-01", 30, kWorkdays),
       {In("2026-12-01")},
       {},
       {"1.1 2026-12-01 2027-01-04"}},
      {"due on All Saints' Day",
       Quiet("2026-10-01", 30, kWorkdays),
       {In("2026-10-01")},
       {},
       {"1.1 2026-10-01 2026-11-02"}},
      {"due in July",
       Quiet("2026-06-10", 30, kNoJuly),
       {In("2026-06-10")},
       {},
       {"1.1 2026-06-10 2026-08-03"}},
      {"comes in July",
       Quiet("2026-01-12", 30, kNoJuly),
       {In("2026-07-06")},
       {},
       {"1.1 2026-08-03 2026-09-02"}},
      {"comes on the Sunday before the Monday on which it opens",
       longer,
       {In("2026-01-11")},
       {},
       {"1.1 2026-01-12 2026-02-11"}},  // it had not opened: no newcomer
      {"a time of its own",
       Quiet("2026-01-12", 30, {.ranges = {{D("2026-02-10"), D("2026-02-20")}}}),
       {In("2026-01-12")},
       {},
       {"1.1 2026-01-12 2026-02-20"}},
  });
}

// The day that counts is the one it is in the organisation's time zone.
TEST(CalendarTable, TheDueDayLastsUntilMidnightWhereTheyAre) {
  absl::TimeZone stockholm;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &stockholm));
  for (const char* const due : {"2026-03-29", "2026-10-25", "2026-12-31", "2028-02-29"}) {
    const Date day = D(due);
    const AssignmentHistory history{.assignment = {.open_date = day - 30, .due_date = day}};
    const absl::Time last =
        absl::FromCivil(absl::CivilSecond(day.year(), day.month(), day.day(), 23, 59, 59), stockholm);
    const struct {
      absl::Time time;
      AssignmentState state;
    } kCases[] = {{last, AssignmentState::kCompleted},
                  {last + absl::Seconds(1), AssignmentState::kCompletedLate}};
    for (const auto& [time, state] : kCases) {
      AssignmentHistory done = history;
      done.assignment.complete_date = DayOf(time, stockholm);
      EXPECT_EQ(StateOn(done, AudiencePresence::kActive, day + 1), state) << due << " " << time;
    }
    // The day is 23 hours long in March and 25 in October, and the whole of it is in time.
    EXPECT_EQ(DayOf(absl::FromCivil(day, stockholm), stockholm), day);
    EXPECT_EQ(DayOf(absl::FromCivil(day, stockholm) - absl::Seconds(1), stockholm), day - 1);
  }
}

}  // namespace
}  // namespace nanolearn
