#pragma once

#include <vector>

#include "service/app/environment.h"
#include "service/domain/mail.h"
#include "service/domain/organisation.h"

namespace nanolearn {

// Puts a mail into the outbox, as part of the change that causes it; returns whether it is new: a second one
// about the same thing to the same recipient is left out. Mail to people who work in the organisation waits
// for its hours. A mail that has an id keeps it: a transaction that is run again because nobody knows whether it
// was committed then knows its own.
bool Post(const Environment& env, WriteTransaction& tx, Id organisation_id, Mail mail);

// Many at once, which say what is so now: of a mail about the same thing to the same recipient, as long as it
// has not been tried, nothing is left but the name.
void PostAll(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
             std::vector<Mail> mails);

// The outbox is emptied by time. Whoever asked for a link waits for it now, and not behind thousands of
// invitations: such a mail stands there as if it had waited for so long already.
inline constexpr absl::Duration kAccessAhead = absl::Hours(7 * 24);

// Whether mails of this kind are sent only in the organisation's hours.
bool WaitsForHours(MailKind kind);

}  // namespace nanolearn
