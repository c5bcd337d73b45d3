#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// A fact: never changed, never removed.
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
};

}  // namespace nanolearn
