#include "service/app/outbox.h"

namespace nanolearn {

void Post(const Environment& env, WriteTransaction& tx, Id organisation_id, Mail mail) {
  mail.id = env.ids.Next();
  mail.create_time = env.clock.Now();
  tx.mails().Insert(organisation_id, mail);
}

}  // namespace nanolearn
