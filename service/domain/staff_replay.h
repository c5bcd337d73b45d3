#pragma once
// A list for a day in the past: what it says was so until the next list. No I/O.

#include <vector>

#include "absl/types/span.h"
#include "service/domain/roster_change.h"

namespace nanolearn {

struct StaffReplay {
  std::vector<RosterChange> changes;  // by person; those of kind kContinue make no change
  int unchanged = 0;                  // engagements
};

// `engagements` and `attributes` are all versions of the source that hold on some day of `days`; days outside
// stay as they were, and so does what the source says now. Of a version that holds before, within and after
// `days` the last part becomes a version of its own. Those in `kept`, and what is said of
// their people, stay as they are unless the list says them again. All must outlive the result.
StaffReplay PlanReplay(absl::Span<const Engagement> engagements,
                       absl::Span<const AttributeVersion> attributes,
                       absl::Span<const StatedEngagement> stated, const DateRange& days, Id source_id,
                       const KeptEngagements& kept = {});

}  // namespace nanolearn
