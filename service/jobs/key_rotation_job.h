#pragma once

#include <random>
#include <stop_token>

#include "absl/time/time.h"
#include "service/app/key_rotation.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Brings what is stored under the key in use: see app/key_rotation.h. Used by one thread; other servers may do the same.
class KeyRotationJob {
 public:
  explicit KeyRotationJob(const Environment& env) : rotation_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  struct Sum {
    int organisations = 0;
    int sealed = 0;
    int damaged = 0;
  };
  // What fails does not keep the others from their turn; the first failure is returned.
  absl::Status Rotate(const std::stop_token& stop, Sum& sum);
  absl::Status SealAll(KeyTable::SealedIn what, const std::stop_token& stop, Sum& sum);
  absl::Status HashAll(const std::stop_token& stop, Sum& sum);

  KeyRotation rotation_;
  std::mt19937_64 random_{std::random_device()()};
};

}  // namespace nanolearn
