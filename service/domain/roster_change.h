#pragma once
// From what a list means to the versions that begin and end. No I/O.

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// One change: a version of an engagement, of what is said of the person, or of both. New versions have no id
// yet. Points into what it was made of.
struct RosterChange {
  SyncChangeKind kind = SyncChangeKind::kChange;
  Id person_id = kNoId;
  const Engagement* ended = nullptr;
  Date ended_to;  // its new end
  std::optional<Engagement> begun;
  const StatedEngagement* statement = nullptr;  // what `begun` was made of, if a list says it
  const AttributeVersion* ended_attributes = nullptr;
  Date ended_attributes_to;
  std::optional<AttributeVersion> begun_attributes;
};

// Gives the changes of a plan one after another, so that those of a large list need not be in memory at once.
class RosterChanges {
 public:
  // All outlive this. `attributes` are by person, like the plan's steps.
  RosterChanges(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, Id source_id,
                Date effective)
      : plan_(plan), attributes_(attributes), source_id_(source_id), effective_(effective) {}

  // The next `limit` changes; none at the end.
  std::vector<RosterChange> Next(size_t limit);

 private:
  void AddStep(const StaffPlan::Step& step, RosterChange& change) const;
  void AddAttributes(const AttributeStep& step, RosterChange& change) const;

  const StaffPlan& plan_;
  const absl::Span<const AttributeStep> attributes_;
  const Id source_id_;
  const Date effective_;
  size_t step_ = 0;
  size_t attribute_ = 0;
};

// Adds one change to the counts of its run. Leaves out rows, people_added, unchanged and missing.
void CountChange(const RosterChange& change, SyncCounts& counts);
// All changes of a plan, and what is unchanged in it.
void AddSteps(const StaffPlan& plan, absl::Span<const AttributeStep> attributes, SyncCounts& counts);

}  // namespace nanolearn
