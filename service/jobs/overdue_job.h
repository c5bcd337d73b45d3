#pragma once

#include <stop_token>

#include "service/app/overdue_events.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Tells of what has become overdue in all organisations: see app/overdue_events.h. Used by one thread; other
// servers may do the same.
class OverdueJob {
 public:
  explicit OverdueJob(const Environment& env) : env_(env), overdue_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // Returns how many were told of.
  absl::StatusOr<int> TellAll(const Organisation& organisation, const std::stop_token& stop);

  Environment env_;
  OverdueEvents overdue_;
};

}  // namespace nanolearn
