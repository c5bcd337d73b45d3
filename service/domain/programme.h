#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/engagement.h"

namespace nanolearn {

// An engagement fits when it is of one of the kinds, in the unit or below it, and with a computer if that is
// asked.
struct AudienceRule {
  Id unit_id = kNoId;
  std::vector<EngagementKind> kinds;
  bool requires_computer = false;
};

struct Programme {
  Id id = kNoId;
  std::string slug;
  std::string display_name;
  std::vector<Id> module_ids;          // in order
  std::vector<AudienceRule> audience;  // any of them is enough
  Date open_date;
  int days_to_complete = 30;
  absl::Time create_time;
};

}  // namespace nanolearn
