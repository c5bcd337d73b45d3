#pragma once
// How a run is remembered for the request that made it.

#include <string>

#include "absl/status/statusor.h"
#include "service/domain/sync_run.h"
#include "service/storage/store.h"

namespace nanolearn {

std::string RememberRun(const SyncRun& run);
// As it was when it was remembered, whatever has become of it since.
absl::StatusOr<SyncRun> RecallRun(const ReadTransaction& tx, Id organisation_id, const std::string& text);

}  // namespace nanolearn
