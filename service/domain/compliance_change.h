#pragma once
// The change of a unit's figures between two days, taken apart by what happened to each person.

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/domain/compliance.h"

namespace nanolearn {

// What made a person count otherwise on the second day: the first that fits.
enum class ChangeReason {
  kJoined,         // has an engagement, and had none
  kLeft,           // had an engagement, and has none
  kMovedIn,        // came from elsewhere in the organisation
  kMovedOut,       // went elsewhere in the organisation
  kReleased,       // nothing is required any more: left an audience, or a programme ended
  kWaived,         // everything is waived now
  kPaused,         // everything is paused now
  kCompleted,      // has nothing left to do, and had
  kBecameOverdue,  // something is overdue, and nothing was
  kOpened,         // has something to do and nothing overdue; had nothing to do, or nothing was required
  kCaughtUp,       // nothing is overdue any more, but something is left
  kResumed,        // was paused or waived, and has something to do
  kSame,           // counts as before; its assignments may not
};

// "JOINED", "BECAME_OVERDUE", ...
absl::string_view ChangeReasonName(ChangeReason reason);
inline constexpr int kChangeReasons = static_cast<int>(ChangeReason::kSame) + 1;

// A person on a day, as seen by one unit.
struct PersonStanding {
  bool in_organisation = false;
  bool in_unit = false;  // or below it
  AssignmentCounts counts;
};

// What the person adds to the unit's figures.
Figures FiguresOf(const PersonStanding& standing);

struct PersonChange {
  PersonStanding before;
  PersonStanding after;
};

// Nothing for somebody who is not in the unit on either day.
std::optional<ChangeReason> ReasonOf(const PersonChange& change);

struct ComplianceChange {
  ChangeReason reason = ChangeReason::kSame;
  int people = 0;  // each person has one reason
  Figures delta;   // by how much the figures changed through them
};

// One row for each reason, in the order of ChangeReason. Their deltas add up to the figures of the second day
// less those of the first.
std::vector<ComplianceChange> ExplainChange(absl::Span<const PersonChange> people);

}  // namespace nanolearn
