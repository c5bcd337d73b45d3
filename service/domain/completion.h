#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// A fact: never removed, taken back only by a record of its own.
struct Completion {
  Id id = kNoId;
  Id assignment_id = kNoId;
  Id person_id = kNoId;
  Id module_id = kNoId;
  int revision = 0;          // of the module: the one that was seen
  absl::Time complete_time;  // when it was done
  absl::Time record_time;    // when it was recorded
  bool late = false;
  std::string request_id;
  std::string evidence;  // of what was done elsewhere, or who attested it
  Id void_id = kNoId;    // of the record that took it back
};

}  // namespace nanolearn
