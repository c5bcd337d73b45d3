#pragma once

#include <vector>

#include "absl/types/span.h"
#include "service/domain/engagement.h"
#include "service/domain/programme.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// The days from `first` on when a person is in the audience: disjoint, ascending, never adjacent.
// `engagements` are the person's, all versions of all of them.
std::vector<DateRange> AudienceDays(absl::Span<const AudienceRule> rules,
                                    absl::Span<const Engagement> engagements, const UnitHistory& units,
                                    Date first);

// Sorts and joins ranges that overlap or touch; leaves out empty ones.
std::vector<DateRange> JoinRanges(std::vector<DateRange> ranges);

}  // namespace nanolearn
