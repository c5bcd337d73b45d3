#pragma once
// Counting, by the rules of docs/figures.md. Pure: what happened is given, the counts come back.

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
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
  AssignmentCounts& operator-=(const AssignmentCounts& other);
  friend bool operator==(const AssignmentCounts&, const AssignmentCounts&) = default;
};

// What people add to a figure; it can be added and taken out again. Each person counts once.
struct Figures {
  int people = 0;
  int required = 0;   // somebody with at least one assignment
  int completed = 0;  // of the required: nothing left to do, and something done
  int overdue = 0;    // of the required: something overdue
  int waived = 0;     // of the required: everything is waived
  int paused = 0;     // of the required: everything is paused or waived, and something paused
  AssignmentCounts assignments;

  Figures& operator+=(const Figures& other);
  Figures& operator-=(const Figures& other);
  friend bool operator==(const Figures&, const Figures&) = default;
  bool IsZero() const { return *this == Figures(); }
};

// What one person with such assignments adds, apart from `people`.
Figures FiguresOf(const AssignmentCounts& person);

// The figures of a group of people.
struct ComplianceCounts {
  int people = 0;
  int employees = 0;
  int elected = 0;
  int required = 0;
  int completed = 0;
  int overdue = 0;
  int waived = 0;
  int paused = 0;
  AssignmentCounts assignments;

  // Of the required, those from whom something is asked: the denominator of the rate.
  int active() const { return required - waived - paused; }
  // Adds the figures of people who have these kinds of engagement, a bit for each (1 << EngagementKind).
  void Add(uint8_t kinds, const Figures& figures);

  friend bool operator==(const ComplianceCounts&, const ComplianceCounts&) = default;
};

// Counts an assignment that stands so.
void Count(AssignmentState state, AssignmentCounts& counts);

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
