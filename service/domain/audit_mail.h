#pragma once
// What those who keep an eye on an organisation's audit are told by mail, in Swedish and then in English. No I/O.

#include "absl/time/time.h"
#include "service/domain/audit_chain.h"
#include "service/domain/mail.h"
#include "service/domain/organisation.h"

namespace nanolearn {

// How far the audit went at `time`, on a line that ParseAnchors finds in it. Without id, recipient and what it is about.
Mail AuditHeadMail(const Organisation& organisation, const AuditHead& head, absl::Time time);

}  // namespace nanolearn
