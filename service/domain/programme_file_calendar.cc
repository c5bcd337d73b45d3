#include "service/domain/programme_file_calendar.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kCalendarKeys[] = {"weeks_between", "newcomer_days", "catch_up", "on_leave",
                                               "quiet"};
constexpr absl::string_view kQuietKeys[] = {"weekends", "holidays", "july", "periods"};
constexpr absl::string_view kPeriodKeys[] = {"from", "to"};
constexpr absl::string_view kAgainKeys[] = {"recurrence", "months", "window_days", "month", "day"};
// In the order of the enumerations.
constexpr absl::string_view kCatchUps[] = {"all", "paced", "none"};
constexpr absl::string_view kRecurrences[] = {"once", "from-completion", "from-expiry", "fixed"};
constexpr absl::string_view kOnLeave[] = {"pauses", "runs"};

void ReadQuiet(const toml::table& table, TomlFields& fields, QuietDays& quiet) {
  fields.CheckKeys(table, kQuietKeys, "[calendar.quiet]");
  if (const auto* node = table.get("weekends")) quiet.weekends = fields.YesNo(*node, "weekends");
  if (const auto* node = table.get("holidays")) quiet.holidays = fields.YesNo(*node, "holidays");
  if (const auto* node = table.get("july")) quiet.july = fields.YesNo(*node, "july");
  const auto* periods = table.get("periods");
  if (!periods) return;
  fields.Tables(*periods, "calendar.quiet.periods", [&](const toml::table& period, size_t i) {
    fields.Remember(absl::StrCat("programme.calendar.quiet_days.periods[", i, "]"), period);
    fields.CheckKeys(period, kPeriodKeys, "a period");
    const auto* from = fields.Need(period, "from", "give the first day");
    const auto* to = fields.Need(period, "to", "give the last day");
    if (!from || !to) return;
    const std::optional<Date> first = fields.Day(*from, "from");
    const std::optional<Date> last = fields.Day(*to, "to");
    if (first && last) quiet.ranges.push_back({*first, *last + 1});
  });
}

}  // namespace

void ReadCalendar(const toml::table& table, TomlFields& fields, Calendar& calendar) {
  fields.CheckKeys(table, kCalendarKeys, "[calendar]");
  fields.Remember("programme.calendar", table);
  if (const auto* node = table.get("weeks_between")) {
    fields.Remember("programme.calendar.weeks_between", *node);
    calendar.weeks_between = fields.Number(*node, "weeks_between");
  }
  if (const auto* node = table.get("newcomer_days")) {
    fields.Remember("programme.calendar.newcomer_days", *node);
    calendar.newcomer_days = fields.Number(*node, "newcomer_days");
  }
  if (const auto* node = table.get("catch_up")) {
    calendar.catch_up = static_cast<CatchUp>(fields.Word(*node, "catch_up", kCatchUps).value_or(0));
  }
  if (const auto* node = table.get("on_leave")) {
    calendar.pauses_on_leave = fields.Word(*node, "on_leave", kOnLeave).value_or(0) == 0;
  }
  if (const auto* quiet = fields.Table(table, "quiet")) ReadQuiet(*quiet, fields, calendar.quiet);
}

void ReadAgain(const toml::table& table, TomlFields& fields, Calendar& calendar) {
  fields.CheckKeys(table, kAgainKeys, "[again]");
  fields.Remember("programme.calendar.recurrence", table);
  if (const auto* node = fields.Need(table, "recurrence", "say when: recurrence = \"from-completion\"")) {
    calendar.recurrence = static_cast<Recurrence>(fields.Word(*node, "recurrence", kRecurrences).value_or(0));
  }
  const std::pair<const char*, std::pair<const char*, int*>> numbers[] = {
      {"months", {"every_months", &calendar.every_months}},
      {"window_days", {"window_days", &calendar.window_days}},
      {"month", {"fixed_month", &calendar.fixed_month}},
      {"day", {"fixed_day", &calendar.fixed_day}}};
  for (const auto& [key, target] : numbers) {
    const auto* node = table.get(key);
    if (!node) continue;
    fields.Remember(absl::StrCat("programme.calendar.", target.first), *node);
    *target.second = fields.Number(*node, key);
  }
  const bool is_fixed = calendar.recurrence == Recurrence::kFixed;
  if (is_fixed && (!table.get("month") || !table.get("day"))) {
    fields.Problem(LineOfNode(table), "a yearly day is missing; give month and day");
  }
  if (!is_fixed && (table.get("month") || table.get("day"))) {
    fields.Problem(LineOfNode(table), "month and day are for recurrence = \"fixed\"");
  }
}

}  // namespace nanolearn
