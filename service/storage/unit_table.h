#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "service/domain/unit.h"
#include "service/domain/unit_plan.h"

namespace nanolearn {

class UnitTable {
 public:
  virtual ~UnitTable() = default;
  // Every version of every unit of the organisation.
  virtual std::vector<UnitVersion> Versions(Id organisation_id) const = 0;
  // The latest effective day of an import, those that changed nothing among them; nothing before the first.
  virtual std::optional<Date> LastImport(Id organisation_id) const = 0;
  // The first effective day of an import after `day`.
  virtual std::optional<Date> NextImport(Id organisation_id, Date day) const = 0;
  // Writes the plan, ends first, and remembers `effective` as the day of an import. A version whose end is
  // its start stays, as the unit's last known place; a new version from the same day takes its row. The
  // organisation's units_version grows.
  virtual void Apply(Id organisation_id, const UnitPlan& plan, Date effective) = 0;
};

}  // namespace nanolearn
