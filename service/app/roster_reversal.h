#pragma once

#include "absl/status/status.h"
#include "service/app/environment.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// Makes the roster and its source what they were before an applied run that no later run of the source stands
// on. The run is reverted then. UNAVAILABLE, before anything is done, when this server has not the keys. Works inside a transaction that holds the roster's lock.
absl::Status TakeBack(const Environment& env, WriteTransaction& tx, Id organisation_id, SyncRun& run,
                      const std::string& decided_by);

}  // namespace nanolearn
