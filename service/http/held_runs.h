#pragma once
// Runs of staff lists, as a coordinator's pages show them.

#include <string>
#include <vector>

#include "service/app/operations.h"
#include "service/pages/coordinate_views.h"

namespace nanolearn::http {

// Those that wait for a decision, the newest first. `language`: of the reasons.
absl::StatusOr<std::vector<pages::HeldRunItem>> GatherHeldRuns(Operations& operations, const WebUser& user);

// NOT_FOUND when there is no such run, or the reader may not see runs.
absl::StatusOr<pages::CoordinateRun> GatherRun(Operations& operations, const WebUser& user,
                                               const std::string& id);

// A file with what a run changes, or would change, in the reader's language. NOT_FOUND as GatherRun.
absl::StatusOr<std::string> RunFile(Operations& operations, const WebUser& user, const std::string& id);

// Decides about a run. One that is decided already stays as it is. NOT_FOUND as GatherRun;
// FAILED_PRECONDITION when it cannot be approved.
absl::Status DecideRun(Operations& operations, const WebUser& user, const std::string& id, bool approves,
                       const std::string& request_id);

}  // namespace nanolearn::http
