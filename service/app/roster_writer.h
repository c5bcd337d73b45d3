#pragma once

#include <vector>

#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/roster_change.h"

namespace nanolearn {

// Writes the changes of a run and remembers them with it, so that they can be taken back. Works inside a
// transaction that holds the roster's lock and has the run inserted already.
class RosterWriter {
 public:
  RosterWriter(const Environment& env, WriteTransaction& tx, Id organisation_id, Id source_id, Id run_id)
      : env_(env), tx_(tx), organisation_id_(organisation_id), source_id_(source_id), run_id_(run_id) {}

  // Gives new versions their ids. The changes come after those that the run has already.
  void Write(absl::Span<RosterChange> changes);
  // All changes of a plan, from `effective` on; `written` is given some at a time when they have ids.
  void Write(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, Date effective,
             absl::FunctionRef<void(absl::Span<const RosterChange>)> written);
  void Write(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, Date effective) {
    Write(plan, attributes, effective, [](absl::Span<const RosterChange>) {});
  }

  // Whose roster is otherwise than before; AssignmentPlanner::PlanPeople is for the caller.
  const absl::btree_set<Id>& people() const { return people_; }

 private:
  const Environment& env_;
  WriteTransaction& tx_;
  const Id organisation_id_;
  const Id source_id_;
  const Id run_id_;
  int position_ = -1;  // of the next change; -1: not looked up
  absl::btree_set<Id> people_;
};

}  // namespace nanolearn
