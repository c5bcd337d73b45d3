#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / EFFECTIVE_BEFORE_LAST: `what` (e.g. "source 'personal'") has been stated for a later
// day already.
absl::Status EffectiveBeforeLast(absl::string_view what, Date effective, Date last);
// INVALID_FIELD for an effective day more than limits::kMaxDaysAhead after today: no earlier one is taken
// afterwards, so a slip of the pen would lock the source for years.
absl::Status CheckEffective(Date effective, Date today, absl::string_view field);
// FAILED_PRECONDITION / NO_UNITS: people cannot come before the tree.
absl::Status NoUnits();
// FAILED_PRECONDITION / MANY_UNITS_CLOSED: `closed` of the `units` that exist are not in the file. The
// message is a sentence of its own.
absl::Status ManyUnitsClosed(int closed, int units, Date effective);

}  // namespace nanolearn::errors
