#pragma once
// One person made of two, and two of one again: what is written for it. The roster's lock is held.

#include <vector>

#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/organisation.h"
#include "service/domain/person_merge.h"
#include "service/domain/staff_plan.h"

namespace nanolearn {

// What a merge is to write, and what it tells.
struct MergePlan {
  PersonMergeRecord record;  // without ids and times
  std::vector<AssignmentMove> moves;
  std::vector<StaffPlan::End> attribute_ends;
  std::vector<AttributeVersion> attributes;  // in their place
  int engagements_moved = 0, assignments_moved = 0, completions_moved = 0, assignments_set_aside = 0;
};

// Everybody who is the same human as `person_id`, who goes on, is the first.
std::vector<Id> SameHumans(const ReadTransaction& tx, Id organisation_id, Id person_id);

// `keeper` and `merged` are two people who go on by themselves. `assignments` are all of both and of those
// who are the same humans.
MergePlan PlanMerge(const ReadTransaction& tx, Id organisation_id, Id keeper, Id merged,
                    absl::Span<const Assignment> assignments, Date today);
void ApplyMerge(const Environment& env, WriteTransaction& tx, Id organisation_id, MergePlan plan,
                const std::string& by);

// `record` is of a merge into somebody who goes on.
void UndoMerge(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
               const PersonMergeRecord& record, const std::string& by);

// All assignments of these people, locked, so that nobody completes them meanwhile.
std::vector<Assignment> LockAssignments(WriteTransaction& tx, Id organisation_id,
                                        absl::Span<const Id> person_ids);

}  // namespace nanolearn
