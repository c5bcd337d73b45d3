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

// Facts to count.
class ComplianceTable {
 public:
  virtual ~ComplianceTable() = default;
  // Every engagement that is valid on the day.
  virtual std::vector<Presence> Presences(Id organisation_id, Date day) const = 0;

  // What these people have open on the day and may be late with, by position.
  virtual std::vector<OpenAssignment> Open(Id organisation_id, absl::Span<const Id> person_ids,
                                           Date day) const = 0;
  // What anybody has open on the day and was due before it, by position: the first `limit` after `after`.
  virtual std::vector<OpenAssignment> OpenByDueDate(Id organisation_id, Date day, const DuePosition& after,
                                                    int limit) const = 0;
  // What OpenByDueDate leaves out: was due before the day, and was extended after it.
  virtual std::vector<OpenAssignment> ExtendedSince(Id organisation_id, Date day) const = 0;

  // When the last completion was recorded.
  virtual std::optional<absl::Time> LastCompletion(Id organisation_id) const = 0;
};

}  // namespace nanolearn
