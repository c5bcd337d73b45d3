#pragma once

#include <stop_token>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "service/app/retention.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Once a day erases those who left longer ago than their organisation keeps people: see app/retention.h. Used by one thread; other servers
// may do the same.
class RetentionJob {
 public:
  explicit RetentionJob(const Environment& env) : env_(env), retention_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // Adds up what was done, also when it fails in the middle.
  absl::Status EraseAll(const Organisation& organisation, const std::stop_token& stop, Retention::Step& sum);

  Environment env_;
  Retention retention_;
  absl::flat_hash_map<Id, Date> done_on_;  // by organisation: the last day that is done
};

}  // namespace nanolearn
