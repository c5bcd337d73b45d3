#pragma once

#include <vector>

#include "absl/types/span.h"
#include "service/domain/compliance.h"

namespace nanolearn {

// An engagement in a unit that makes its person one of a group, such as those with a role or a manager.
struct GroupPresence {
  Id person_id = kNoId;
  EngagementKind kind = EngagementKind::kOther;
  int group = 0;  // -1: of no group
};

// The counts of the groups 0 to `groups` - 1. A person counts once in each group that they are of; whether
// they are an employee or elected is taken from all their presences. `presences` by person; one tally for
// each person at most.
std::vector<ComplianceCounts> CountByGroup(int groups, absl::Span<const GroupPresence> presences,
                                           absl::Span<const PersonTally> tallies);

}  // namespace nanolearn
