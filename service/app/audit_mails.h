#pragma once

#include "absl/status/statusor.h"
#include "service/app/access.h"

namespace nanolearn {

// The week that a day is in, by its Monday.
Date MondayOf(Date day);

// Once a week an organisation's recipients are told how far its audit goes: an anchor that nobody can take back. Used by one thread; others
// may do the same for the same organisation.
class AuditMails {
 public:
  explicit AuditMails(const Environment& env) : env_(env) {}

  // Returns how many mails are new: whoever has one of this week gets no other.
  absl::StatusOr<int> Post(const Organisation& organisation);

 private:
  Environment env_;
};

}  // namespace nanolearn
