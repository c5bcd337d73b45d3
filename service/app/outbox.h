#pragma once

#include "service/app/environment.h"
#include "service/domain/mail.h"

namespace nanolearn {

// Puts a mail into the outbox, as part of the change that causes it. A second one about the same thing to the
// same recipient is left out.
void Post(const Environment& env, WriteTransaction& tx, Id organisation_id, Mail mail);

}  // namespace nanolearn
