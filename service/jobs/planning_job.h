#pragma once

#include <stop_token>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "service/app/upkeep.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Keeps the assignments of all organisations right: see app/upkeep.h.
class PlanningJob {
 public:
  explicit PlanningJob(const Environment& env) : env_(env), upkeep_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // How many people were planned anew; there may be more.
  absl::StatusOr<int> Keep(const Organisation& organisation);

  Environment env_;
  Upkeep upkeep_;
  absl::flat_hash_map<Id, Date> extended_on_;  // by organisation: the day on which its plans were looked at
};

}  // namespace nanolearn
