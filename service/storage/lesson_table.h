#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/lesson_progress.h"

namespace nanolearn {

// Lessons that people are in the middle of.
class LessonTable {
 public:
  virtual ~LessonTable() = default;
  virtual std::optional<LessonProgress> Find(Id organisation_id, Id assignment_id) const = 0;
  // As Find, locked until the transaction ends. Where there is none, nothing is locked: when another
  // transaction adds one first, this one is run again by its Put.
  virtual std::optional<LessonProgress> Lock(Id organisation_id, Id assignment_id) = 0;
  // Adds it, or takes the place of what the assignment has.
  virtual void Put(Id organisation_id, const LessonProgress& progress) = 0;
  // Those of `assignment_ids` that somebody has begun.
  virtual std::vector<Id> Begun(Id organisation_id, absl::Span<const Id> assignment_ids) const = 0;
  // Forgets lessons that were done before `done_before`, and those not touched since `idle_since`, some
  // thousand at most; returns how many.
  virtual int Clear(absl::Time done_before, absl::Time idle_since) = 0;
};

}  // namespace nanolearn
