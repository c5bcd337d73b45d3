#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/operations.h"
#include "service/jobs/drop_folders.h"
#include "service/jobs/job_log.h"
#include "service/jobs/job_runner.h"
#include "service/jobs/mail_sender.h"
#include "service/mail/mailer.h"
#include "service/server/options.h"

namespace nanolearn {

// What the server does by itself: sends mails and events, looks into drop folders, keeps assignments right,
// clears away.
class ServerJobs {
 public:
  // `operations` outlives them. INVALID_ARGUMENT, with a sentence about the option, when they cannot be run
  // so.
  // `set_serving` is told again and again whether the server has the keys with which it can serve.
  static absl::StatusOr<std::unique_ptr<ServerJobs>> Start(const ServerOptions& options, Operations& operations,
                                                           std::function<void(bool)> set_serving);

  // Asks them to end; they have when this is destroyed.
  void RequestStop() { runner_.RequestStop(); }

 private:
  // Does what there is to do and returns the pause until the next time.
  using Job = std::function<absl::Duration(std::stop_token, JobLog&)>;

  explicit ServerJobs(const Environment& env) : env_(env) {}
  // Does `job` again and again, on so many threads, and writes down how it goes.
  void Run(const std::string& name, const std::vector<Job>& threads);
  void RunWebhooks(const ServerOptions& options, const Operations& operations);

  Environment env_;

  std::unique_ptr<Mailer> mailer_;  // null without --smtp
  std::unique_ptr<MailSender> mail_sender_;
  std::unique_ptr<DropFolders> drop_folders_;  // null without --drop
  std::vector<std::unique_ptr<JobLog>> logs_;
  JobRunner runner_;  // the last: it uses the others
};

}  // namespace nanolearn
