#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "service/app/operations.h"
#include "service/jobs/drop_folders.h"
#include "service/jobs/job_runner.h"
#include "service/jobs/mail_sender.h"
#include "service/mail/mailer.h"
#include "service/server/options.h"

namespace nanolearn {

// What the server does by itself: sends mails, looks into drop folders, clears away.
class ServerJobs {
 public:
  // `operations` outlives them. INVALID_ARGUMENT, with a sentence about the option, when they cannot be run
  // so.
  static absl::StatusOr<std::unique_ptr<ServerJobs>> Start(const ServerOptions& options,
                                                           Operations& operations);

  // Asks them to end; they have when this is destroyed.
  void RequestStop() { runner_.RequestStop(); }

 private:
  ServerJobs() = default;

  std::unique_ptr<Mailer> mailer_;  // null without --smtp
  std::unique_ptr<MailSender> mail_sender_;
  std::unique_ptr<DropFolders> drop_folders_;  // null without --drop
  JobRunner runner_;                           // the last: it uses the others
};

}  // namespace nanolearn
