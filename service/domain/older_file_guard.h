#pragma once
// When a file is older than what its source said last. No I/O.

#include "absl/time/time.h"
#include "service/base/date.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// OLDER_FILE, for a file that `earlier` has read already, and that a newer one has followed.
HoldReason FindReadBefore(const SyncRun& earlier, Date effective);
// OLDER_FILE, for a file that was written before the last one.
HoldReason FindOlder(absl::Time written, absl::Time last_written, absl::TimeZone zone, Date effective);

}  // namespace nanolearn
