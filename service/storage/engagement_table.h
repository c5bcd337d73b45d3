#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "service/domain/engagement.h"
#include "service/domain/staff_plan.h"

namespace nanolearn {

class EngagementTable {
 public:
  virtual ~EngagementTable() = default;
  // What the source said last: one for each key.
  virtual std::vector<Engagement> CurrentOfSource(Id organisation_id, Id source_id) const = 0;
  // All versions that hold on some day, by person.
  virtual std::vector<Engagement> OfPeople(Id organisation_id, absl::Span<const Id> person_ids) const = 0;
  // New versions; they are what their source says now.
  virtual void Insert(Id organisation_id, absl::Span<const Engagement> engagements) = 0;
  // Superseded or gone: no longer what the source says now.
  virtual void End(Id organisation_id, absl::Span<const StaffPlan::End> ends) = 0;
};

}  // namespace nanolearn
