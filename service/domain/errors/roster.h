#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / EFFECTIVE_BEFORE_LAST: `what` (e.g. "source 'personal'") has been stated for a later
// day already.
absl::Status EffectiveBeforeLast(absl::string_view what, Date effective, Date last);
// FAILED_PRECONDITION / NO_UNITS: people cannot come before the tree.
absl::Status NoUnits();

}  // namespace nanolearn::errors
