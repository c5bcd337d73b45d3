#pragma once

#include "absl/time/time.h"
#include "service/app/keys.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Has the server follow which keys are in use. Returns the pause until the next time: so long it may not know.
absl::Duration FollowKeys(Keys& keys, JobLog& log = JobLog::None());

}  // namespace nanolearn
