#pragma once

#include <functional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/unit.h"
#include "service/domain/unit_file.h"

namespace nanolearn {

// What must be written for the tree to equal a file on some days.
struct UnitPlan {
  struct End {
    Id unit_id;
    Date from;  // which version: the one that is valid from this day
    Date to;    // its new end, earlier than before; equal to `from` when the version never came to hold
  };
  std::vector<UnitVersion> new_units;  // of units never seen before; ids from `next_id`
  std::vector<UnitVersion> versions;  // of all changed, returned and new units, and what is so after the days
  std::vector<Id> closed_units;
  std::vector<End> ends;
  int added = 0, changed = 0, closed = 0, unchanged = 0;
};

// `days` begin on the effective day and end where another file speaks: on the day of the next import, kNoEnd
// when there is none. Days before and after stay as they were. `next_id` gives ids for new units.
UnitPlan PlanUnits(absl::Span<const UnitVersion> known, absl::Span<const UnitRecord> wanted,
                   const DateRange& days, const std::function<Id()>& next_id);

}  // namespace nanolearn
