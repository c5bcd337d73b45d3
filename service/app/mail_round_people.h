#pragma once

#include <vector>

#include "service/app/lesson_mails.h"
#include "service/storage/mail_round_table.h"

namespace nanolearn {

// What a round has to tell of some people.
struct RoundTasks {
  std::vector<LessonMailOrder> orders;
  std::vector<Escalation> escalations;
};

// As of `today`; `told_until` is the day of mails before the round.
RoundTasks TasksOf(const ReadTransaction& tx, const Organisation& organisation, const MailRound& round,
                   Date told_until, Date today, absl::Span<const Id> people);

}  // namespace nanolearn
