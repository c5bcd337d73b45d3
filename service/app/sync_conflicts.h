#pragma once

#include <vector>

#include "absl/types/span.h"
#include "service/app/environment.h"
#include "service/domain/staff_plan.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// What a list leaves open about who is who; at most limits::kMaxSyncConflicts. With
// `nobody_is_known` the list is compared with itself only. None of somebody who is protected on `day`.
std::vector<SyncConflict> FindConflicts(const ReadTransaction& tx, Id organisation_id, const StaffPlan& plan,
                                        absl::Span<const AttributeStep> attributes, bool nobody_is_known,
                                        Date day);

// Takes out what would tell an address, a key or the place of somebody who is protected now.
void HideProtected(const ReadTransaction& tx, Id organisation_id, Date day, std::vector<SyncConflict>& conflicts);

}  // namespace nanolearn
