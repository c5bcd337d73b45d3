#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/assignment.h"
#include "service/domain/compliance.h"

namespace nanolearn {

// An assignment that is not completed, with everything that decides how it stands on the day asked about.
struct OpenAssignment {
  AssignmentHistory history;
  AudiencePresence presence = AudiencePresence::kOutside;
};

// A place in a list by due date.
struct DuePosition {
  Date due_date = kFirstDate;
  Id id = kNoId;

  friend bool operator<(const DuePosition& a, const DuePosition& b) {
    return a.due_date != b.due_date ? a.due_date < b.due_date : a.id < b.id;
  }
};
inline DuePosition PositionOf(const Assignment& assignment) { return {assignment.due_date, assignment.id}; }

// Something that may be overdue.
struct DueAssignment {
  DuePosition position;
  Id person_id = kNoId;
};

struct DueQuery {
  Date day;
  Id programme_id = kNoId;  // kNoId: all
  Id module_id = kNoId;
  DuePosition after;
  int limit = 1;
};

// Facts to count.
class ComplianceTable {
 public:
  virtual ~ComplianceTable() = default;
  // Every engagement that is valid on the day.
  virtual std::vector<Presence> Presences(Id organisation_id, Date day) const = 0;

  // Those of these people that are valid on the day.
  virtual std::vector<Presence> PresencesOf(Id organisation_id, absl::Span<const Id> person_ids,
                                            Date day) const = 0;

  // What anybody has open on the day and was due before it, by position: the first `limit` that follow.
  virtual std::vector<DueAssignment> DueBefore(Id organisation_id, const DueQuery& query) const = 0;
  // The same of people in one of these units on the day: at most `limit`, none when there are no more.
  virtual std::vector<DueAssignment> DueBeforeInUnits(Id organisation_id, const DueQuery& query,
                                                      absl::Span<const Id> unit_ids) const = 0;
  // What both leave out: was due before the day, and was extended after it. All of it, by position.
  virtual std::vector<DueAssignment> ExtendedSince(Id organisation_id, const DueQuery& query) const = 0;
  // These, with what decides how they stand, by position.
  virtual std::vector<OpenAssignment> Open(Id organisation_id, absl::Span<const Id> ids, Date day) const = 0;

  // When the last completion was recorded.
  virtual std::optional<absl::Time> LastCompletion(Id organisation_id) const = 0;
};

}  // namespace nanolearn
