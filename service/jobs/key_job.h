#pragma once

#include <stop_token>

#include "absl/time/time.h"
#include "service/app/key_rotation.h"
#include "service/app/keys.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Has the server follow which key is in use, and brings what is stored under it: see app/key_rotation.h. Used by one thread; other servers may
// do the same.
class KeyJob {
 public:
  KeyJob(const Environment& env, Keys& keys) : keys_(keys), rotation_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  struct Sum {
    int organisations = 0;
    int sealed = 0;
    int damaged = 0;
  };
  // Adds up what was done, also when it fails in the middle.
  absl::Status Rotate(const std::stop_token& stop, Sum& sum);
  absl::Status SealAll(KeyTable::SealedIn what, const std::stop_token& stop, Sum& sum);

  Keys& keys_;
  KeyRotation rotation_;
};

}  // namespace nanolearn
