#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/assignment_plan.h"
#include "service/domain/timeline.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// Makes assignments, and with them the figures, follow the roster, the programmes and what has been decided
// about single assignments. Works inside a transaction that holds the roster's lock; what it writes is a pure
// function of those facts, so that planning again changes nothing.
class AssignmentPlanner {
 public:
  AssignmentPlanner(const Environment& env, WriteTransaction& tx, Id organisation_id);

  // After something about these people has changed.
  void PlanPeople(absl::Span<const Id> person_ids);
  // After the tree, a programme or an edition has changed. In a large organisation everybody is put on the
  // planning queue instead, so that nobody's completions wait for all of it; FinishPlanning (upkeep.h),
  // called after the transaction, does the rest.
  void PlanEverybody();

 private:
  struct Changes;
  void PlanChunk(absl::Span<const Id> person_ids);
  // What they have by what is stored: of somebody erased nothing more is known, so that nothing of theirs is planned anew.
  std::vector<ProgrammeDays> StoredDays(absl::Span<const Membership> memberships) const;
  std::vector<ProgrammeDays> PlanPerson(Id person_id, absl::Span<const Engagement> engagements,
                                        absl::Span<const Membership> memberships,
                                        std::vector<AssignmentHistory>& histories, Changes& changes);
  void PlanAssignmentsOf(const Programme& programme, Id person_id, absl::Span<const AudienceRange> days,
                         std::vector<AssignmentHistory>& histories, Changes& changes);
  void Write(const Changes& changes);

  const Environment& env_;
  WriteTransaction& tx_;
  Id organisation_id_;
  UnitHistory units_;
  std::vector<Programme> programmes_;
  std::vector<ModuleEdition> editions_;
};

// How far ahead the assignments of a new programme are made: to its end when nothing comes again.
Date PlannedUntil(const Calendar& calendar, Date today);

// Calls `chunk` with the ids of everybody, in chunks.
void ForEachPersonChunk(const ReadTransaction& tx, Id organisation_id,
                        absl::FunctionRef<void(absl::Span<const Id>)> chunk);

// The editions of the programmes' modules.
std::vector<ModuleEdition> EditionsOf(const ReadTransaction& tx, Id organisation_id,
                                      absl::Span<const Programme> programmes);

}  // namespace nanolearn
