#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/audience.h"
#include "service/domain/person_merge.h"

namespace nanolearn {

// On which days somebody is in a programme's audience.
struct Membership {
  Id person_id = kNoId;
  DateRange days;
  bool is_paused = false;  // on leave
  Id programme_id = kNoId;
};

// An assignment and how it stands on the day asked about.
struct AssignmentOnDay {
  Assignment assignment;
  AssignmentState state = AssignmentState::kUpcoming;
};

// Why an assignment may stand as overdue from some day on.
enum class OverdueCause {
  kDueDate,    // its due date was the day before
  kExtension,  // the same of a due date that was moved since
  kPresence,   // its person is in the audience again, or no longer on leave
  kWaiver,     // a waiver is over
  kVoid,       // its completion was taken back
  kNew,        // it was made only now, for days that have passed
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

struct AudienceHistory {
  AssignmentHistory history;
  std::vector<AudienceRange> audience;
};

class AssignmentTable {
 public:
  virtual ~AssignmentTable() = default;

  // By person and day.
  virtual std::vector<Membership> Memberships(Id organisation_id, Id programme_id,
                                              absl::Span<const Id> person_ids) const = 0;
  // In all programmes, by person, programme and day.
  virtual std::vector<Membership> MembershipsOfPeople(Id organisation_id,
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
  // The same with what decides how they stand, by person and id.
  virtual std::vector<AssignmentHistory> Histories(Id organisation_id,
                                                   absl::Span<const Id> person_ids) const = 0;
  // As Histories, with what others have committed until now, locked until the transaction ends.
  virtual std::vector<AssignmentHistory> LockHistories(Id organisation_id,
                                                       absl::Span<const Id> person_ids) = 0;
  virtual void Insert(Id organisation_id, absl::Span<const Assignment> assignments) = 0;
  // They change hands, all at once: two people may swap. Their completions go with them.
  virtual void Move(Id organisation_id, absl::Span<const AssignmentMove> moves) = 0;
  // Writes open_date, due_date and close_date.
  virtual void SetDates(Id organisation_id, const Assignment& assignment) = 0;

  virtual void InsertException(Id organisation_id, const AssignmentException& exception) = 0;
  // Writes the end of its days.
  virtual void EndException(Id organisation_id, const AssignmentException& exception) = 0;

  // Puts the people of those of these assignments on a queue, to be planned anew, that have been completed
  // and that another cycle may follow.
  virtual void QueuePlanning(Id organisation_id, absl::Span<const Id> assignment_ids) = 0;
  // Puts those on the queue who are in the programme's audience on `day` or later.
  virtual void QueueMembers(Id organisation_id, Id programme_id, Date day) = 0;
  virtual void QueueEverybody(Id organisation_id) = 0;
  virtual int64_t CountPlanning(Id organisation_id) const = 0;
  // Takes the first of them off the queue.
  virtual std::vector<Id> TakePlanning(Id organisation_id, int limit) = 0;

  virtual std::optional<AssignmentOnDay> Find(Id organisation_id, Id id, Date day) const = 0;
  // The last that was made; kNoId: there is none.
  virtual Id LastId(Id organisation_id) const = 0;
  // By id.
  virtual std::vector<AssignmentOnDay> List(Id organisation_id, const AssignmentQuery& query) const = 0;

  // Assignments that may have become overdue on `day` for this reason, by id, those after `after`. What was
  // entered for the day before is looked at again.
  virtual std::vector<AssignmentHistory> MayBecomeOverdue(Id organisation_id, OverdueCause cause, Date day,
                                                          Id after, int limit) const = 0;

  // Locks those of `ids` that exist until the transaction ends, in the order of their ids, and returns them.
  // Called before any other read, so that what is read afterwards includes what others have committed.
  virtual std::vector<Assignment> Lock(Id organisation_id, absl::Span<const Id> ids) = 0;
  // The same with what decides how they stand.
  virtual std::vector<AssignmentHistory> LockAll(Id organisation_id, absl::Span<const Id> ids) = 0;
  // The same with the days on which its person is in its programme's audience, in their order.
  virtual std::vector<AudienceHistory> LockWithAudience(Id organisation_id, absl::Span<const Id> ids) = 0;
};

}  // namespace nanolearn
