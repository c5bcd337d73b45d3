#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/engagement.h"
#include "service/domain/programme.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// Days in an audience, all of them on leave or none.
struct AudienceRange {
  DateRange days;
  bool is_paused = false;

  friend bool operator==(const AudienceRange&, const AudienceRange&) = default;
};

// The days on which a person is in the programme's audience, from its first day to its last: disjoint,
// ascending, adjacent only where leave begins or ends. A day is paused when every engagement that makes the
// person fit is on leave. `engagements` are the person's, all versions of all of them.
std::vector<AudienceRange> AudienceDays(const Programme& programme, absl::Span<const Engagement> engagements,
                                        const UnitHistory& units);

AudiencePresence PresenceOn(absl::Span<const AudienceRange> audience, Date day);

// What one rule says of one engagement on a day.
struct AudienceVerdict {
  enum class Reason {
    kFits,
    kOtherDay,  // the rule does not hold on the day
    kOtherUnit,
    kOtherKind,
    kOtherRole,
    kNoComputer,
    kNotListed,
  };
  int rule = 0;  // its position in the audience
  const Engagement* engagement = nullptr;
  Reason reason = Reason::kFits;
};

// Why a person is in the audience on a day or not: a verdict for each rule and each engagement that is valid
// on the day. No verdicts: the person has no engagement on the day. `engagements` must outlive the result.
std::vector<AudienceVerdict> ExplainAudience(const Programme& programme,
                                             absl::Span<const Engagement> engagements,
                                             const UnitHistory& units, Date day);

// Whether somebody with these verdicts is in: some rule lets them in and none excepts them.
bool IsIn(const Programme& programme, absl::Span<const AudienceVerdict> verdicts);

}  // namespace nanolearn
