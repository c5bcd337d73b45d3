#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "service/app/environment.h"

namespace nanolearn {

// Brings what is stored under the key in use: hashes by which people are recognised get another layer, what is sealed is sealed anew. May be
// stopped anywhere and run by several servers: what is done says so itself. Used by one thread.
class KeyRotation {
 public:
  explicit KeyRotation(const Environment& env) : env_(env) {}

  // Organisations whose hashes are under fewer layers than there are keys in use.
  absl::StatusOr<std::vector<Id>> Waiting();
  // One of them, as a whole and with its roster locked. False: another server is at one, and comes to this one, too.
  absl::StatusOr<bool> Hash(Id organisation_id);

  struct SealStep {
    KeyTable::Place last;
    int sealed = 0;
    int damaged = 0;
    bool may_be_more = false;
  };
  // Some of what is sealed with an earlier key, those after `after`. What no key opens stays as it is, under the number of the key in use,
  // since it does not need the earlier one; the log says what it is.
  absl::StatusOr<SealStep> SealSome(KeyTable::SealedIn what, const KeyTable::Place& after);

 private:
  Environment env_;
};

}  // namespace nanolearn
