#pragma once

#include <stop_token>

#include "service/app/environment.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Deletes parts of staff files whose sender has not gone on for a day. Returns the pause until the next time.
absl::Duration CleanUploads(const Environment& env, std::stop_token stop, JobLog& log = JobLog::None());

}  // namespace nanolearn
