#pragma once
// Mails to people about what they have to do.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/environment.h"
#include "service/app/module_cache.h"
#include "service/app/open_lessons.h"
#include "service/domain/mail.h"
#include "service/domain/mail_template.h"
#include "service/domain/organisation.h"

namespace nanolearn {

// Somebody who is to be written to.
struct LessonMailOrder {
  Id person_id = kNoId;
  LetterKind letter = LetterKind::kInvitation;
  std::vector<OpenLesson> lessons;  // all that the person has to do; not empty
};

struct LessonMails {
  std::vector<Mail> mails;
  int no_address = 0;   // people
  int unreachable = 0;  // people to whose address mail was refused for good
};

// One mail for each person and day, whoever causes it.
std::string AboutLessons(Id person_id, Date day);

// A mail for each of them who is reached by mail, for the outbox: nobody gets two that arrive on `day`. As
// part of a transaction, which makes the links.
absl::StatusOr<LessonMails> ComposeLessonMails(const Environment& env, ModuleCache& modules,
                                               WriteTransaction& tx, const Organisation& organisation,
                                               Date day, absl::Span<const LessonMailOrder> orders);

}  // namespace nanolearn
