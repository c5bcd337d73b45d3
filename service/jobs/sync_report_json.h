#pragma once

#include <string>

#include "absl/status/status.h"
#include "service/app/sync_runs.h"

namespace nanolearn {

// A run told to programs: the fields are those of SyncRun in the API, with names in snake_case.
std::string SyncReportJson(const std::string& organisation, const SyncRunView& view);

// A list that could not be run at all.
std::string FailureReportJson(const std::string& organisation, const std::string& source,
                              const std::string& file_name, const absl::Status& status);

}  // namespace nanolearn
