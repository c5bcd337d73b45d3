#pragma once

#include <stop_token>

#include "service/app/mail_rounds.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Makes the daily mails of all organisations: see app/mail_rounds.h. Used by one thread; other servers may do
// the same.
class MailRoundJob {
 public:
  explicit MailRoundJob(const Environment& env) : env_(env), rounds_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // Adds up what was done, also when it fails in the middle.
  absl::Status MakeAll(const Organisation& organisation, const std::stop_token& stop, MailRounds::Step& sum);

  Environment env_;
  MailRounds rounds_;
};

}  // namespace nanolearn
