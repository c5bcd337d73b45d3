#pragma once
// What somebody is told of an assignment on a day of mails. Pure: what is known is given. See
// docs/decisions/0013-mails.md.

#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/audience.h"
#include "service/domain/mail_rule.h"

namespace nanolearn {

// The least pressing first.
enum class MailStage { kNothing, kInvitation, kReminder, kOverdue };

struct StageQuestion {
  const AssignmentHistory& history;
  absl::Span<const AudienceRange> audience;  // the person's, in the assignment's programme
  Date day;                                  // of mails
  Date told_until;            // the day of mails before it: what was to be told by then has been
  Date made_on = kFirstDate;  // when the assignment was made, maybe for days that had passed
  bool is_new = false;        // made since the mails of `told_until`
};

struct MailTask {
  MailStage stage = MailStage::kNothing;
  std::vector<int> levels;  // of managers who are told: 1, 2 ...
};

// Each stage of the rule is told once: on its day or, when there were no mails then, or the person was not
// there, on the first day after it that has both. Several that come together are one, and what it is called
// follows from how the assignment stands by then. Nothing unless there is something to do.
MailTask TaskOn(const MailRule& rule, const StageQuestion& question);

// The due dates of assignments of which the rule may have something to tell on the day.
std::vector<Date> DueDatesFor(const MailRule& rule, Date day);

// Whether the rule ever tells anybody anything.
bool Tells(const MailRule& rule);

}  // namespace nanolearn
