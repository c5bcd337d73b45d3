#pragma once

#include <string>

#include "service/app/access.h"
#include "service/storage/store.h"

namespace nanolearn {

// What was done. `action` is the operation's name in the API; pages do the same operations.
struct AuditEvent {
  std::string action;
  std::string resource;  // the name of what it was done to
  Id person_id = kNoId;  // whom it is about, when it is about one
  std::string request_id;
  AuditDetails details;
};

// Without a resource or a request id that could not be written down: what somebody was refused may be anything.
AuditEvent Fitting(AuditEvent event);

// Writes it down in the transaction that does it: both are there, or none. The action of an answer that is only given again is not
// written down again. `organisation_id` kNoId: the installation.
void Audit(WriteTransaction& tx, const Environment& env, Id organisation_id, const AuditOrigin& origin,
           AuditEvent event);

// For details: RFC 3339 in UTC with microseconds.
std::string AuditTimeText(absl::Time time);

// What an entry says besides what it is about: now, and with what outcome.
AuditEntry EntryOf(const Environment& env, const AuditOrigin& origin, AuditEvent event, AuditOutcome outcome);

// Writes down what changes nothing, in a transaction of its own: that somebody looked, made a report, or was refused. Before the
// answer is given.
absl::Status AuditAlone(const Environment& env, Id organisation_id, const AuditOrigin& origin, AuditEvent event,
                        AuditOutcome outcome = AuditOutcome::kDone);

}  // namespace nanolearn
