#pragma once

#include <stop_token>

#include "absl/time/time.h"
#include "service/app/link_requests.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Answers those who have asked for links, and forgets links, sessions, lessons and mails that nobody needs any more.
// Used by one thread; other servers may do the same.
class LinkJob {
 public:
  explicit LinkJob(const Environment& env) : env_(env), requests_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // How many were answered.
  absl::StatusOr<int> Answer(const std::stop_token& stop);
  absl::StatusOr<int> Clear(const std::stop_token& stop);
  absl::StatusOr<int> ClearMails(absl::Time now);

  Environment env_;
  LinkRequests requests_;
  absl::Time cleared_at_ = absl::InfinitePast();
};

}  // namespace nanolearn
