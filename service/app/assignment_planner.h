#pragma once

#include <vector>

#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {

// Makes assignments follow the roster. Works inside a transaction that holds the roster's lock; what it
// writes is a pure function of the roster and the programmes, so that planning again changes nothing.
class AssignmentPlanner {
 public:
  AssignmentPlanner(const Environment& env, WriteTransaction& tx, Id organisation_id);

  // After these people's engagements have changed: all programmes.
  void PlanPeople(absl::Span<const Id> person_ids);
  // After the tree has changed: all programmes, everybody.
  void PlanEverybody();
  // A new programme: everybody.
  void PlanProgramme(const Programme& programme);

 private:
  void PlanChunk(const Programme& programme, absl::Span<const Id> person_ids,
                 absl::Span<const Engagement> engagements);

  const Environment& env_;
  WriteTransaction& tx_;
  Id organisation_id_;
  UnitHistory units_;
};

// The days in the programme's audience of the people whose engagements are given (together by person).
std::vector<Membership> ComputeMemberships(const Programme& programme,
                                           absl::Span<const Engagement> engagements,
                                           const UnitHistory& units);

// Calls `chunk` with the ids of everybody, in chunks.
void ForEachPersonChunk(const ReadTransaction& tx, Id organisation_id,
                        absl::FunctionRef<void(absl::Span<const Id>)> chunk);

// All programmes of an organisation.
std::vector<Programme> AllProgrammes(const ReadTransaction& tx, Id organisation_id);

}  // namespace nanolearn
