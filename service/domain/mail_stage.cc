#include "service/domain/mail_stage.h"

#include <algorithm>
#include <optional>

namespace nanolearn {
namespace {

// The first day on which the person can do it.
std::optional<Date> FirstDay(const StageQuestion& q) {
  for (const AudienceRange& range : q.audience) {
    const Date first = std::max(range.days.from, q.history.assignment.open_date);
    if (!range.is_paused && first < range.days.to) return first;
  }
  return std::nullopt;
}

// The last day of mails on which something could be told; kFirstDate: there was none.
Date LastTold(const StageQuestion& q) {
  Date last = kFirstDate;
  if (q.is_new) return last;
  const Date first = std::max(q.history.assignment.open_date, q.made_on);
  for (const AudienceRange& range : q.audience) {
    const Date end = std::min(range.days.to - 1, q.told_until);
    if (!range.is_paused && std::max(range.days.from, first) <= end) last = std::max(last, end);
  }
  return last;
}

// What an assignment's first day has not told of already.
bool Reminds(const MailRule& rule, Date first, Date due, Date last, Date day) {
  return std::any_of(rule.before.begin(), rule.before.end(), [&](int days) {
    Date on = due - days;
    // A reminder on the day of the invitation, or before it, is the invitation. Where there is none, nobody
    // is to hear of it for the first time when it is late.
    if (on <= first && rule.invites) return false;
    on = std::max(on, first);
    return last < on && on <= day;
  });
}

bool TellsThatItIsLate(const MailRule& rule, Date due, Date last, Date day) {
  return std::any_of(rule.after.begin(), rule.after.end(),
                     [&](int days) { return last < due + days && due + days <= day; });
}

// What somebody was not there to be told of is not told to others.
std::vector<int> LevelsOn(const MailRule& rule, Date due, Date told_until, Date day) {
  std::vector<int> levels;
  for (size_t i = 0; i < rule.escalation.size(); ++i) {
    const Date on = due + rule.escalation[i];
    if (told_until < on && on <= day) levels.push_back(static_cast<int>(i) + 1);
  }
  return levels;
}

}  // namespace

MailTask TaskOn(const MailRule& rule, const StageQuestion& q) {
  const AssignmentState state = StateOn(q.history, PresenceOn(q.audience, q.day), q.day);
  const bool is_late = state == AssignmentState::kOverdue;
  const std::optional<Date> first = FirstDay(q);
  if ((!is_late && state != AssignmentState::kNotYetDue) || !first) return {};
  const Date due = DueDateOn(q.history, q.day), last = LastTold(q);
  const bool invites = rule.invites && last < *first;
  const bool reminds = Reminds(rule, *first, due, last, q.day);
  MailTask task;
  if (is_late) {
    if (invites || reminds || TellsThatItIsLate(rule, due, last, q.day)) task.stage = MailStage::kOverdue;
    task.levels = LevelsOn(rule, due, q.told_until, q.day);
  } else if (invites || reminds) {
    task.stage = reminds ? MailStage::kReminder : MailStage::kInvitation;
  }
  return task;
}

std::vector<Date> DueDatesFor(const MailRule& rule, Date day) {
  std::vector<Date> dates;
  for (const int days : rule.before) dates.push_back(day + days);
  for (const int days : rule.after) dates.push_back(day - days);
  for (const int days : rule.escalation) dates.push_back(day - days);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

bool Tells(const MailRule& rule) { return rule != NoMails(); }

}  // namespace nanolearn
