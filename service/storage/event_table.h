#pragma once

#include <vector>

#include "absl/types/span.h"
#include "service/domain/event.h"

namespace nanolearn {

// What an event about a completion or an assignment is of. A subject that is an assignment has neither
// completion, revision nor time.
struct EventSubject {
  Id completion_id = kNoId;
  Id assignment_id = kNoId;
  Id person_id = kNoId;
  Id module_id = kNoId;
  Id programme_id = kNoId;
  int cycle = 1;
  Date due_date;
  int revision = 0;
  absl::Time complete_time = absl::InfinitePast();
  bool late = false;
  bool is_protected = false;  // the person's identity is
};

// What has happened, in the order in which it is told. Sequences have no gaps and become visible in order, so
// that whoever has read up to one misses nothing.
class EventTable {
 public:
  virtual ~EventTable() = default;

  // Gives them the next sequences, in their order; those that are there already (by type, subject and day)
  // are left out. Returns how many were new. From here until the transaction ends nobody else appends in the
  // organisation, so this should come late in it.
  virtual int Append(Id organisation_id, absl::Span<const Event> events) = 0;

  // In order, from the first whose sequence is greater.
  virtual std::vector<Event> After(Id organisation_id, uint64_t sequence, int limit) const = 0;
  // The sequence of the last; 0: there is none.
  virtual uint64_t Last(Id organisation_id) const = 0;
  // Those of `ids` that exist, in any order.
  virtual std::vector<EventSubject> CompletionSubjects(Id organisation_id,
                                                       absl::Span<const Id> ids) const = 0;
  virtual std::vector<EventSubject> AssignmentSubjects(Id organisation_id,
                                                       absl::Span<const Id> ids) const = 0;
  // The sequence of the last before `time`; 0: there is none.
  virtual uint64_t LastBefore(Id organisation_id, absl::Time time) const = 0;
};

}  // namespace nanolearn
