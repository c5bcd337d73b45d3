#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/job.h"
#include "service/domain/subscription.h"

namespace nanolearn {

// Something that waits to be done.
struct JobBacklog {
  std::string what;  // "figures", "people", "mail_round", "mails", "mails_failed", "events:NAME"
  int64_t count = 0;
};

struct JobReport {
  std::vector<Job> jobs;             // where they ran and what came of them for tokens of the installation only
  std::vector<JobBacklog> backlogs;  // of the organisation
};

// What the servers do by themselves; the errors are those of job_service.proto. Thread-safe.
class Jobs {
 public:
  explicit Jobs(const Environment& env) : env_(env) {}
  absl::StatusOr<JobReport> List(const Caller& caller, const std::string& organisation);

 private:
  Environment env_;
};

}  // namespace nanolearn
