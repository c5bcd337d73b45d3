#pragma once
// What somebody should look at when a file closes units. No I/O.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/domain/unit_plan.h"

namespace nanolearn {

// MANY_UNITS_CLOSED when the plan closes more than 10 units and more than half of those that exist on its
// days, which begin on `effective`.
absl::Status CheckClosed(const UnitPlan& plan, Date effective);

// The warning about a unit that closes while there are engagements in it.
std::string ClosedWithPeople(absl::string_view code, int engagements, Date effective);

}  // namespace nanolearn
