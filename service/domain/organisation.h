#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

struct Organisation {
  Id id = kNoId;
  std::string slug;  // the id in names
  std::string display_name;
  std::string time_zone;   // IANA, known to be loadable
  int min_group_size = 5;  // smaller groups are hidden from those who may not know about individuals
  absl::Time create_time;
  uint64_t version = 1;        // grows with every update; the etag
  uint64_t units_version = 0;  // grows with every change of its units
};

}  // namespace nanolearn
