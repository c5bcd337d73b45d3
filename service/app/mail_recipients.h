#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/contact.h"
#include "service/domain/organisation.h"
#include "service/storage/store.h"

namespace nanolearn {

struct MailRecipient {
  std::string address;
  std::string given_name;  // empty: not known, or a protected identity
  std::string language;    // "sv" or "en"
};

struct MailRecipients {
  absl::flat_hash_map<Id, MailRecipient> reached;  // by person
  int no_address = 0;
  int unreachable = 0;  // a mail to their address was refused for good
};

// How these people are reached by mail on the day. Whoever was unreachable for long is tried again.
MailRecipients ReadRecipients(const ReadTransaction& tx, const Organisation& organisation,
                              absl::Span<const Id> person_ids, Date day, absl::Time now);

// Whether mail to this address of theirs was refused for good.
inline bool IsUnreachable(const Contact& contact, const std::string& address) {
  return !contact.unreachable_address.empty() && contact.unreachable_address == address;
}

// People with an engagement on the day in one of these units, in any when there are none, who are not reached
// by mail: it was refused for good, and they have no other address since. Those whose identity is protected
// only among everybody.
std::vector<Id> UnreachablePeople(const ReadTransaction& tx, Id organisation_id,
                                  absl::Span<const Id> unit_ids, Date day);

}  // namespace nanolearn
