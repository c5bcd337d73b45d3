#pragma once
// A person's part in the figures, as steps over days, also days to come. What a person adds to each figure is
// a pure function of it, so that it can be taken out again when something changes.

#include <compare>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/audience.h"
#include "service/domain/compliance.h"
#include "service/domain/engagement.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// A unit that counts the person and the kinds of engagement they have in it and below it: a bit for each,
// 1 << EngagementKind.
struct UnitShare {
  Id unit_id = kNoId;
  uint8_t kinds = 0;

  friend auto operator<=>(const UnitShare&, const UnitShare&) = default;
};

// From `from` to the next placement's.
struct Placement {
  Date from;
  std::vector<UnitShare> units;  // by id; empty: nowhere

  friend bool operator==(const Placement&, const Placement&) = default;
};

// How an assignment stands from each day on; before the first it is not counted. Only states that differ from
// the one before; states that are not counted are all kUpcoming here.
struct AssignmentSteps {
  Id programme_id = kNoId;
  Id module_id = kNoId;
  std::vector<std::pair<Date, AssignmentState>> steps;

  friend bool operator==(const AssignmentSteps&, const AssignmentSteps&) = default;
};

struct Timeline {
  std::vector<Placement> placements;  // by day; consecutive ones differ
  std::vector<AssignmentSteps> assignments;

  friend bool operator==(const Timeline&, const Timeline&) = default;
};

// A person's days in the audience of a programme.
struct ProgrammeDays {
  Id programme_id = kNoId;
  std::vector<AudienceRange> days;
};

std::vector<Placement> PlacementsOf(absl::Span<const Engagement> engagements, const UnitHistory& units);
AssignmentSteps StepsOf(const AssignmentHistory& history, absl::Span<const AudienceRange> audience);
Timeline TimelineOf(absl::Span<const Engagement> engagements, const UnitHistory& units,
                    absl::Span<const ProgrammeDays> programmes,
                    absl::Span<const AssignmentHistory> assignments);

// Where a figure changes. `subject_id`: a programme or module, or kNoId for everything.
struct FigureKey {
  Id unit_id = kNoId;
  Id subject_id = kNoId;
  uint8_t kinds = 0;
  Date day;

  friend bool operator==(const FigureKey&, const FigureKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const FigureKey& key) {
    return H::combine(std::move(h), key.unit_id, key.subject_id, key.kinds, key.day);
  }
};

// By how much figures change on days. People are counted under subject kNoId only.
using FigureChanges = absl::flat_hash_map<FigureKey, Figures>;

// Adds what the person adds to each figure, `sign` times (1 or -1). Entries that come to nothing stay.
void AddChanges(const Timeline& timeline, int sign, FigureChanges& changes);
// Takes out what `before` adds and puts in what `now` adds; faster where most is the same.
void AddDifference(const Timeline& before, const Timeline& now, FigureChanges& changes);
void DropZeros(FigureChanges& changes);

}  // namespace nanolearn
