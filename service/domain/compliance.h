#pragma once
// Counting, by the rules of docs/figures.md. Pure: what happened is given, the counts come back.

#include <vector>

#include "absl/types/span.h"
#include "service/domain/engagement.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// How assignments stand. `assigned` = completed + overdue + not_yet_due + waived + paused.
struct AssignmentCounts {
  int assigned = 0;
  int completed = 0;
  int completed_late = 0;  // of the completed
  int overdue = 0;
  int not_yet_due = 0;
  int waived = 0;
  int paused = 0;

  AssignmentCounts& operator+=(const AssignmentCounts& other);
};

// The figures of a group of people. Each person counts once.
struct ComplianceCounts {
  int people = 0;
  int employees = 0;
  int elected = 0;
  int required = 0;   // somebody with at least one assignment
  int completed = 0;  // of the required: nothing left to do
  int overdue = 0;    // of the required: something overdue
  AssignmentCounts assignments;
};

// An engagement that is valid on the day.
struct Presence {
  Id person_id;
  Id unit_id;
  EngagementKind kind;
};

// One person's open and completed assignments on the day, summed; of one module where the caller asked for
// that.
struct PersonTally {
  Id person_id;
  Id module_id = kNoId;
  AssignmentCounts counts;
};

// The counts of each node of `tree`, with everything below it. `presences` and `tallies` in any order; one
// tally for each person at most.
std::vector<ComplianceCounts> CountByUnit(const UnitTree& tree, absl::Span<const Presence> presences,
                                          absl::Span<const PersonTally> tallies);

// The counts of everybody in `node` or below it, for each kind of engagement they have there, in the order of
// EngagementKind.
std::vector<ComplianceCounts> CountByKind(const UnitTree& tree, int node,
                                          absl::Span<const Presence> presences,
                                          absl::Span<const PersonTally> tallies);

// The counts of everybody in `node` or below it, for each of `modules`. A person may have one tally for each
// module.
std::vector<ComplianceCounts> CountByModule(const UnitTree& tree, int node, absl::Span<const Id> modules,
                                            absl::Span<const Presence> presences,
                                            absl::Span<const PersonTally> tallies);

}  // namespace nanolearn
