#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/person_merge.h"

namespace nanolearn {

// On which days somebody is in a programme's audience.
struct Membership {
  Id person_id = kNoId;
  DateRange days;
};

// An assignment and whether its person is in the audience on the day asked about.
struct AssignmentOnDay {
  Assignment assignment;
  bool in_audience = false;
};

struct AssignmentQuery {
  Date day;
  Id person_id = kNoId;
  Id module_id = kNoId;
  Id programme_id = kNoId;
  std::vector<Id> unit_ids;  // people with an engagement there on the day; empty: everybody. No protected
                             // identities unless empty
  std::vector<AssignmentState> states;  // any of them; empty: all
  Id after = kNoId;
  int limit = 0;
};

class AssignmentTable {
 public:
  virtual ~AssignmentTable() = default;

  // By person and day.
  virtual std::vector<Membership> Memberships(Id organisation_id, Id programme_id,
                                              absl::Span<const Id> person_ids) const = 0;
  // Removes all memberships of `person_ids` in the programme and adds these.
  virtual void ReplaceMemberships(Id organisation_id, Id programme_id, absl::Span<const Id> person_ids,
                                  absl::Span<const Membership> memberships) = 0;
  // How many people have ever been or will be in the audience.
  virtual int CountMembers(Id organisation_id, Id programme_id) const = 0;

  // All assignments of these people in the programme.
  virtual std::vector<Assignment> OfProgramme(Id organisation_id, Id programme_id,
                                              absl::Span<const Id> person_ids) const = 0;
  // All assignments of these people, by id.
  virtual std::vector<Assignment> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  virtual void Insert(Id organisation_id, absl::Span<const Assignment> assignments) = 0;
  // They change hands, all at once: two people may swap. Their completions go with them.
  virtual void Move(Id organisation_id, absl::Span<const AssignmentMove> moves) = 0;
  // Of an assignment that is not completed; one that somebody completed meanwhile keeps its dates.
  virtual void SetDates(Id organisation_id, Id id, Date open, Date due) = 0;

  virtual std::optional<AssignmentOnDay> Find(Id organisation_id, Id id, Date day) const = 0;
  // By id.
  virtual std::vector<AssignmentOnDay> List(Id organisation_id, const AssignmentQuery& query) const = 0;

  // Locks those of `ids` that exist until the transaction ends, in the order of their ids, and returns them.
  // Called before any other read, so that what is read afterwards includes what others have committed.
  virtual std::vector<Assignment> Lock(Id organisation_id, absl::Span<const Id> ids) = 0;
};

}  // namespace nanolearn
