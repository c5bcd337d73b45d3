#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/contact.h"

namespace nanolearn {

class ContactTable {
 public:
  virtual ~ContactTable() = default;
  // Of those of `person_ids` of whom anything is known, in any order.
  virtual std::vector<Contact> Find(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  virtual void SetLanguage(Id organisation_id, Id person_id, const std::string& language) = 0;
  // A mail to `address` was refused for good. `reason` is cut to 500 characters.
  virtual void SetUnreachable(Id organisation_id, Id person_id, const std::string& address,
                              const std::string& reason, absl::Time now) = 0;
  // A mail has arrived, or the person has come by a link.
  virtual void SetReachable(Id organisation_id, Id person_id) = 0;
  // Everybody marked unreachable who has an engagement on the day in one of these units, in any unit when
  // there are none; by person. Whether they have another address by now is for the caller to see.
  virtual std::vector<Contact> Unreachable(Id organisation_id, absl::Span<const Id> unit_ids,
                                           Date day) const = 0;
};

}  // namespace nanolearn
