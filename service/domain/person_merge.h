#pragma once
// Two people who turned out to be the same human. No I/O.

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/assignment.h"
#include "service/domain/person.h"
#include "service/domain/sync_change.h"

namespace nanolearn {

// What a person has apart from assignments.
struct Belongings {
  std::vector<std::string> identities;  // hashes
  std::vector<Id> engagements;          // all versions
  std::vector<Id> attributes;           // all versions
  std::vector<Id> directory_users;
};

// What a merge did, so that it can be undone.
struct PersonMergeRecord {
  Id id = kNoId;
  Id person_id = kNoId;         // who goes on
  Id merged_person_id = kNoId;  // who was the same human
  Belongings belongings;        // that were moved
  // All assignments of the merged one, and of those merged into them before, whoever has them since.
  std::vector<Id> assignments;
  std::vector<Id> completed;  // those of them that were done already
  // What one source said now of both: it can say one thing of one human. As the versions were before.
  std::vector<EndedVersion> ended_attributes;
  std::vector<Id> begun_attributes;  // in their place
  absl::Time create_time;
  std::string created_by;
};

// An assignment gets another holder.
struct AssignmentMove {
  Id assignment_id = kNoId;
  Id person_id = kNoId;
};

// Who has which of the assignments of people who are one human. Of those of one programme, module and cycle,
// `keeper` has the one that counts: the one that was done first, else the one that `keeper` has. The others
// are set aside, one with each of `others` at most: with whom they are, else where the one came from that
// counts. Gives those that change hands. `assignments` are all that the people have, and those that are to
// come to them; each of the people has had one of each kind at most.
std::vector<AssignmentMove> SettleAssignments(Id keeper, absl::Span<const Id> others,
                                              absl::Span<const Assignment> assignments);

// What one source says now of both of two people, when they become one: `ended` are no longer what it says,
// and `begun`, which has no id yet, is said instead, unless it is the same as what is said of `keeper`.
struct AttributeMerge {
  std::vector<const AttributeVersion*> ended;
  std::vector<AttributeVersion> begun;
};

// From what sources say now of `keeper` and of the one who is merged. The keeper's name and address stay; an
// identity that is protected for either stays protected.
AttributeMerge MergeAttributes(absl::Span<const AttributeVersion> keeper,
                               absl::Span<const AttributeVersion> merged, Date day);

}  // namespace nanolearn
