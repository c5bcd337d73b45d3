#include "service/domain/cycle_rules.h"

#include <algorithm>

#include "service/domain/calendar.h"
#include "service/domain/module_opening.h"

namespace nanolearn {
namespace {

using Kind = DateReason::Kind;

int Days(Date from, Date to) { return static_cast<int>(to - from); }

std::optional<Date> AudienceDayFrom(absl::Span<const AudienceRange> audience, Date day) {
  for (const AudienceRange& range : audience) {
    if (day < range.days.to) return std::max(day, range.days.from);
  }
  return std::nullopt;
}

}  // namespace

Date SkipQuiet(const QuietDays& quiet, Date day, std::vector<DateReason>& why) {
  const Date open = NextOpenDay(quiet, day);
  if (open != day) why.push_back({Kind::kQuiet, day, Days(day, open), QuietReason(quiet, day)});
  return open;
}

CycleRules::CycleRules(const AssignmentPlanInput& input, size_t index)
    : input_(input),
      calendar_(input.programme.calendar),
      index_(index),
      module_id_(input.programme.modules[index].module_id) {
  for (const ModuleEdition& edition : input.editions) {
    if (edition.module_id == module_id_) editions_.push_back(edition);
  }
  std::sort(editions_.begin(), editions_.end(), [](const ModuleEdition& a, const ModuleEdition& b) {
    return std::pair(a.start_date, a.revision) < std::pair(b.start_date, b.revision);
  });
}

std::optional<PlannedAssignment> CycleRules::First() const {
  PlannedAssignment first{.module_id = module_id_};
  first.open_date = ModuleOpening(input_.programme, index_, first.why_open);
  const Date joined = input_.audience.front().days.from;
  const bool is_newcomer = first.open_date < joined;
  if (is_newcomer) {
    if (calendar_.catch_up == CatchUp::kNone) return SparedFirst(joined);
    first.why_open = {{Kind::kJoined, joined}};
    Date open = joined;
    if (const int days = DaysToCatchUp(); days > 0) {
      open += days;
      first.why_open.push_back({Kind::kCatchUpPace, open, days});
    }
    first.open_date = SkipQuiet(calendar_.quiet, open, first.why_open);
  }
  SetFirstDue(first, is_newcomer);
  return first;
}

// A module that is taken each year comes to them with its next yearly day.
std::optional<PlannedAssignment> CycleRules::SparedFirst(Date joined) const {
  if (calendar_.recurrence != Recurrence::kFixed) return std::nullopt;
  PlannedAssignment first{.module_id = module_id_, .why_open = {{Kind::kJoined, joined}}};
  first.open_date = SkipQuiet(calendar_.quiet, joined, first.why_open);
  if (!YearlyDayWithWindow(input_.programme, index_, first.open_date)) return Yearly(first.open_date);
  SetFirstDue(first, true);
  return first;
}

// How long newcomers at their own pace have for the modules before this one that had opened before they came.
int CycleRules::DaysToCatchUp() const {
  if (calendar_.catch_up != CatchUp::kPaced || calendar_.weeks_between == 0) return 0;
  int modules = 0;
  for (size_t i = 0; i < index_; ++i) {
    modules += ModuleOpening(input_.programme, i) < input_.audience.front().days.from;
  }
  return modules * 7 * calendar_.weeks_between;
}

void CycleRules::SetFirstDue(PlannedAssignment& first, bool is_newcomer) const {
  if (calendar_.recurrence == Recurrence::kFixed) {
    if (const std::optional<YearlyDay> yearly =
            YearlyDayWithWindow(input_.programme, index_, first.open_date)) {
      SetYearlyDue(first, yearly->day);
      return;
    }
  }
  const bool has_own = is_newcomer && calendar_.newcomer_days > 0;
  SetDue(first, first.open_date, has_own ? calendar_.newcomer_days : calendar_.days_to_complete,
         has_own ? Kind::kNewcomerDays : Kind::kDaysToComplete);
}

void CycleRules::SetYearlyDue(PlannedAssignment& cycle, Date yearly) const {
  cycle.why_due.push_back({Kind::kFixedDay, yearly});
  SetDue(cycle, std::max(cycle.open_date, yearly), calendar_.days_to_complete, Kind::kDaysToComplete);
}

void CycleRules::SetDue(PlannedAssignment& cycle, Date from, int days, Kind kind) const {
  cycle.why_due.push_back({kind, from, days});
  cycle.due_date = DueDate(from, days, input_.audience, calendar_, cycle.why_due);
}

std::optional<PlannedAssignment> CycleRules::After(const PlannedAssignment& cycle,
                                                   std::optional<Date> completed) {
  std::optional<PlannedAssignment> next = ByRecurrence(cycle, completed);
  std::optional<PlannedAssignment> asked = ByEdition(cycle, completed);
  asked_by_edition_ = asked && (!next || asked->open_date < next->open_date);
  return asked_by_edition_ ? asked : next;
}

std::optional<PlannedAssignment> CycleRules::ByRecurrence(const PlannedAssignment& cycle,
                                                          std::optional<Date> completed) {
  switch (calendar_.recurrence) {
    case Recurrence::kOnce:
      return std::nullopt;
    case Recurrence::kFromCompletion:
    case Recurrence::kFromExpiry:
      if (!completed) return std::nullopt;
      return BeforeExpiry(cycle, *completed);
    case Recurrence::kFixed:
      return Yearly(cycle.open_date);
  }
  return std::nullopt;
}

PlannedAssignment CycleRules::Yearly(Date after) const {
  const YearlyDay yearly = YearlyDayAfter(input_.programme, index_, after);
  PlannedAssignment next{.module_id = module_id_, .why_open = {{Kind::kFixedDay, yearly.day}}};
  Date open = yearly.day;
  if (calendar_.window_days > 0) {
    open -= calendar_.window_days;
    next.why_open.push_back({Kind::kWindow, open, calendar_.window_days});
  }
  next.open_date = SkipQuiet(calendar_.quiet, open, next.why_open);
  SetYearlyDue(next, yearly.day);
  return next;
}

PlannedAssignment CycleRules::BeforeExpiry(const PlannedAssignment& cycle, Date completed) {
  PlannedAssignment next{.module_id = module_id_};
  const Date expiry = ExpiryAfter(completed, next.why_open);
  next.why_open.push_back({Kind::kPreviousExpires, expiry});
  const Date open = std::max({expiry - calendar_.window_days, completed + 1, cycle.open_date + 1});
  if (open < expiry) next.why_open.push_back({Kind::kWindow, open, Days(open, expiry)});
  next.open_date = SkipQuiet(calendar_.quiet, open, next.why_open);
  next.why_due.push_back({Kind::kPreviousExpires, expiry});
  if (calendar_.window_days == 0) {
    // Nobody could be in time on the day on which it expires.
    SetDue(next, next.open_date, calendar_.days_to_complete, Kind::kDaysToComplete);
  } else {
    const int days = std::max(0, Days(next.open_date, expiry));
    next.due_date = DueDate(next.open_date, days, input_.audience, calendar_, next.why_due);
  }
  return next;
}

Date CycleRules::ExpiryAfter(Date completed, std::vector<DateReason>& why) {
  const int months = std::max(1, calendar_.every_months);
  if (calendar_.recurrence == Recurrence::kFromCompletion || !first_completed_) {
    why.push_back({Kind::kPreviousCompleted, completed, months});
    first_completed_ = completed;
    periods_ = 1;
  } else if (!asked_by_edition_) {  // what an edition asked for in between does not move the day
    ++periods_;
  }
  while (AddMonths(*first_completed_, months * periods_) <= completed) ++periods_;
  return AddMonths(*first_completed_, months * periods_);
}

std::optional<PlannedAssignment> CycleRules::ByEdition(const PlannedAssignment& cycle,
                                                       std::optional<Date> completed) const {
  for (const ModuleEdition& edition : editions_) {
    if (edition.start_date <= cycle.open_date) continue;
    if (!edition.asks_all && !(completed && *completed < edition.start_date)) continue;
    PlannedAssignment next{.module_id = module_id_,
                           .why_open = {{Kind::kEdition, edition.start_date, edition.revision}}};
    const std::optional<Date> there = AudienceDayFrom(input_.audience, edition.start_date);
    if (!there) return std::nullopt;
    if (*there != edition.start_date) {
      next.why_open.push_back({Kind::kOutside, edition.start_date, Days(edition.start_date, *there)});
    }
    next.open_date = SkipQuiet(calendar_.quiet, *there, next.why_open);
    SetDue(next, next.open_date, calendar_.days_to_complete, Kind::kDaysToComplete);
    return next;
  }
  return std::nullopt;
}

}  // namespace nanolearn
