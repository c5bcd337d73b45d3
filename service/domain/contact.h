#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// What we know of reaching somebody, beside what sources say.
struct Contact {
  Id person_id = kNoId;
  std::string language;  // chosen by the person; empty: the organisation's
  // A mail to this address was refused for good; empty: none was. It says nothing of another address.
  std::string unreachable_address;
  std::string unreachable_reason;
  absl::Time unreachable_time = absl::InfiniteFuture();
};

}  // namespace nanolearn
