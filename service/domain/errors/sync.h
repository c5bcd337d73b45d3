#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// INVALID_ARGUMENT / NO_MAPPING: the file came without one and its source has none.
absl::Status NoMapping(absl::string_view source);
// FAILED_PRECONDITION / DAYS_UNKNOWN: lists up to `last` were read by a version that kept no runs, so that it
// is not known which days a replayed one is about.
absl::Status DaysUnknown(absl::string_view source, Date last);
// FAILED_PRECONDITION / NOT_A_FILE_SOURCE: a directory provisions it.
absl::Status NotAFileSource(absl::string_view source);
// NOT_FOUND / SYNC_RUN_NOT_FOUND.
absl::Status SyncRunNotFound(absl::string_view name);
// FAILED_PRECONDITION / SYNC_RUN_NOT_HELD: it was decided already, as `state` says.
absl::Status SyncRunNotHeld(absl::string_view name, absl::string_view state);
// FAILED_PRECONDITION / SYNC_RUN_NOT_APPROVABLE.
absl::Status SyncRunNotApprovable(absl::string_view name);
// FAILED_PRECONDITION / SYNC_RUN_NOT_APPLIED.
absl::Status SyncRunNotApplied(absl::string_view name, absl::string_view state);
// FAILED_PRECONDITION / LATER_SYNC_RUNS: these come first, the newest first.
absl::Status LaterSyncRuns(absl::string_view name, const std::vector<std::string>& later);

}  // namespace nanolearn::errors
