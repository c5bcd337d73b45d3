#pragma once
// Sentences on why somebody is in an audience or not.

#include <functional>
#include <string>
#include <vector>

#include "service/domain/audience.h"

namespace nanolearn {

// What a unit is called: "VON".
using UnitNamer = std::function<std::string(Id unit_id)>;

// By code. `tree` must outlive the result.
UnitNamer NamerOf(const UnitTree& tree);

// "rule 2 (employment, below G, with a computer)". Rules are counted from 1.
std::string DescribeRule(const Programme& programme, int rule, const UnitNamer& units);

// "the employment as Undersköterska in VON-HT".
std::string DescribeEngagement(const Engagement& engagement, const UnitNamer& units);

// The answer first, then what each rule says of each engagement. `hide`: the person's identity is
// protected, and a rule's unit would tell where they are.
std::vector<std::string> AudienceReasons(const Programme& programme,
                                         absl::Span<const AudienceVerdict> verdicts,
                                         AudiencePresence presence, Date day, const UnitNamer& units,
                                         bool hide);

}  // namespace nanolearn
