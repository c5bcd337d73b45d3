#pragma once

#include "absl/status/statusor.h"
#include "service/app/environment.h"

namespace nanolearn {

// Brings what is stored under the key in use: hashes by which people are recognised get another layer, what is sealed is sealed anew. May be
// stopped anywhere and run by several servers: what is done says so itself. Used by one thread.
class KeyRotation {
 public:
  explicit KeyRotation(const Environment& env) : env_(env) {}

  // The next organisation, as a whole and with its roster locked. False: there is none left.
  absl::StatusOr<bool> HashNext();

  struct SealStep {
    KeyTable::Place last;
    int sealed = 0;
    int damaged = 0;  // cannot be opened with any key, and is left as it is
    bool may_be_more = false;
  };
  // Some of what is sealed with an earlier key, those after `after`.
  absl::StatusOr<SealStep> SealSome(KeyTable::SealedIn what, const KeyTable::Place& after);

 private:
  absl::Status Hash(Id organisation_id, size_t layers);

  Environment env_;
};

}  // namespace nanolearn
