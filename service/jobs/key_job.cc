#include "service/jobs/key_job.h"

#include <string>

namespace nanolearn {

absl::Duration FollowKeys(Keys& keys, JobLog& log) {
  if (const absl::Status status = keys.Follow(); !status.ok()) log.Failed(std::string(status.message()));
  return absl::Seconds(1);
}

}  // namespace nanolearn
