#include "service/domain/programme_change.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/module_opening.h"
#include "service/domain/programme_limits.h"

namespace nanolearn {
namespace {

absl::Status Started(absl::string_view field, absl::string_view why) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, absl::StrCat("programme.", field, ": ", why),
      {.reason = "PROGRAMME_STARTED", .violations = {{absl::StrCat("programme.", field), std::string(why)}}});
}

bool HasOpened(const Programme& programme, Date today) {
  for (size_t i = 0; i < programme.modules.size(); ++i) {
    if (ModuleOpening(programme, i) <= today) return true;
  }
  return programme.calendar.open_date <= today;
}

// Whatever decides the dates of modules that have opened.
bool SameClock(const Calendar& a, const Calendar& b) {
  return a.newcomer_days == b.newcomer_days && a.catch_up == b.catch_up && a.quiet == b.quiet &&
         a.pauses_on_leave == b.pauses_on_leave && a.recurrence == b.recurrence &&
         a.every_months == b.every_months && a.window_days == b.window_days &&
         a.fixed_month == b.fixed_month && a.fixed_day == b.fixed_day;
}

absl::Status CheckModules(const ProgrammeChange& change) {
  const Programme& before = change.before;
  const Programme& after = change.after;
  for (size_t i = 0; i < before.modules.size(); ++i) {
    const bool kept = i < after.modules.size() && after.modules[i].module_id == before.modules[i].module_id;
    if (!kept) {
      return Started(
          "modules",
          absl::StrCat("module ", i + 1,
                       " is another one or gone; modules can only be added at the end. To take one "
                       "away, end this programme and start another"));
    }
    const Date was = ModuleOpening(before, i);
    const Date is = ModuleOpening(after, i);
    if (was == is) continue;
    if (was <= change.today) {
      return Started("calendar", absl::StrCat(change.modules[i], " opened on ", FormatDate(was),
                                              "; the calendar of what has opened cannot be changed"));
    }
    if (is < change.today) {
      return Started("calendar", absl::StrCat(change.modules[i], " would open on ", FormatDate(is),
                                              ", before today; choose today or a later day"));
    }
  }
  for (size_t i = before.modules.size(); i < after.modules.size(); ++i) {
    const Date opens = ModuleOpening(after, i);
    if (opens >= change.today) continue;
    return Started("modules", absl::StrCat(change.modules[i], " would open on ", FormatDate(opens),
                                           ", before today; give it a day of its own, today or later"));
  }
  return absl::OkStatus();
}

absl::Status CheckEnd(const ProgrammeChange& change) {
  const std::optional<Date>& was = change.before.calendar.end_date;
  const std::optional<Date>& is = change.after.calendar.end_date;
  if (was == is) return absl::OkStatus();
  if (was && *was < change.today) {
    return Started("calendar.end_date",
                   absl::StrCat("the programme ended on ", FormatDate(*was), "; start another instead"));
  }
  if (is && *is < change.today) {
    return Started("calendar.end_date",
                   absl::StrCat(FormatDate(*is), " lies in the past; the last day is today or later"));
  }
  return absl::OkStatus();
}

absl::Status CheckStarted(const ProgrammeChange& change) {
  const Calendar& before = change.before.calendar;
  const Calendar& after = change.after.calendar;
  RETURN_IF_ERROR(CheckEnd(change));
  if (after.open_date != before.open_date) {
    return Started("open_date", absl::StrCat("the programme opened on ", FormatDate(before.open_date),
                                             "; its first day cannot be changed any more"));
  }
  if (after.days_to_complete != before.days_to_complete) {
    return Started("days_to_complete",
                   absl::StrCat("the programme opened on ", FormatDate(before.open_date), " with ",
                                before.days_to_complete,
                                " days, and they cannot be changed any more. End it and start another"));
  }
  if (!SameClock(before, after)) {
    return Started("calendar",
                   absl::StrCat("the programme opened on ", FormatDate(before.open_date),
                                "; newcomers, catching up, quiet days, leave and recurrence cannot be "
                                "changed any more. End it and start another with the other calendar"));
  }
  if (after.weeks_between != before.weeks_between && before.catch_up == CatchUp::kPaced) {
    return Started("calendar.weeks_between",
                   "newcomers are following the pace; it cannot be changed any more");
  }
  return CheckModules(change);
}

bool SameRule(const AudienceRule& a, const AudienceRule& b) {
  return a.excepts == b.excepts && a.unit_id == b.unit_id && a.kinds == b.kinds &&
         a.role_groups == b.role_groups && a.roles == b.roles && a.requires_computer == b.requires_computer &&
         a.person_ids == b.person_ids;
}

std::vector<AudienceRule> ChangeAudience(const ProgrammeChange& change) {
  std::vector<AudienceRule> audience;
  std::vector<AudienceRule> wanted = change.after.audience;
  const Date opens = change.after.calendar.open_date;
  for (AudienceRule rule : change.before.audience) {
    const auto same = std::find_if(wanted.begin(), wanted.end(),
                                   [&](const AudienceRule& other) { return SameRule(rule, other); });
    const bool stays = same != wanted.end() && rule.valid.Contains(change.effective);
    if (stays) {
      rule.valid.to = kNoEnd;
      wanted.erase(same);
    } else {
      rule.valid.to = std::min(rule.valid.to, change.effective);
    }
    // What held on none of the programme's days need not be kept.
    if (rule.valid.empty() || rule.valid.to <= opens) continue;
    audience.push_back(std::move(rule));
  }
  for (AudienceRule& rule : wanted) {
    rule.valid = {change.effective <= opens ? kFirstDate : change.effective, kNoEnd};
    audience.push_back(std::move(rule));
  }
  return audience;
}

}  // namespace

absl::StatusOr<Programme> ApplyChange(const ProgrammeChange& change) {
  if (change.effective < change.today) {
    return InvalidField("effective_date", absl::StrCat("is today, ", FormatDate(change.today),
                                                       ", or later: what has been counted stays as it was"));
  }
  if (HasOpened(change.before, change.today)) {
    RETURN_IF_ERROR(CheckStarted(change));
  } else if (change.after.calendar.open_date < change.today) {
    return InvalidField("programme.open_date", "is today or later when it is changed");
  }
  Programme changed = change.before;
  changed.display_name = change.after.display_name;
  changed.modules = change.after.modules;
  changed.calendar = change.after.calendar;
  changed.mails = change.after.mails;
  if (change.changes_audience) changed.audience = ChangeAudience(change);
  if (changed.audience.size() > limits::kMaxAudienceHistory) {
    return InvalidField("programme.audience",
                        "has been changed too often; end this programme and start another");
  }
  return changed;
}

}  // namespace nanolearn
