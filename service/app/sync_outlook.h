#pragma once

#include "service/app/environment.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_guard.h"

namespace nanolearn {

// What the guards look at, of a plan for a source: everything but rows and refused.
SyncOutlook LookAhead(const ReadTransaction& tx, Id organisation_id, const Source& source,
                      const StaffPlan& plan, Date effective, absl::Time now);

}  // namespace nanolearn
