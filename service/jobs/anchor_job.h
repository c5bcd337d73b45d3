#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "service/app/audit_mails.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Keeps elsewhere how far the chains of the audit go: once a day on lines of a file of this server, and once a week in mails to whom
// organisations have named. Used by one thread; other servers may do the same.
class AnchorJob {
 public:
  // `file`: empty for none.
  AnchorJob(const Environment& env, std::string file) : env_(env), file_(std::move(file)), mails_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  // How many lines; none when the day has them.
  absl::StatusOr<int> WriteLines(const std::vector<Organisation>& organisations);
  absl::StatusOr<int> AppendTo(const std::vector<Organisation>& organisations, absl::Time now);
  absl::StatusOr<int> PostMails(const std::vector<Organisation>& organisations, const std::stop_token& stop);

  Environment env_;
  const std::string file_;
  AuditMails mails_;
  std::optional<Date> written_on_;                // in UTC
  absl::flat_hash_map<Id, Date> posted_in_;       // by organisation: the Monday of the last week that is done
  std::string trouble_;                           // with the file, as was last logged
};

}  // namespace nanolearn
