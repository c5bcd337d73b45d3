#include "service/server/jobs.h"

#include <limits.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/anchor_job.h"
#include "service/jobs/figure_job.h"
#include "service/jobs/key_job.h"
#include "service/jobs/key_rotation_job.h"
#include "service/jobs/link_job.h"
#include "service/jobs/mail_round_job.h"
#include "service/jobs/overdue_job.h"
#include "service/jobs/planning_job.h"
#include "service/jobs/report_job.h"
#include "service/jobs/retention_job.h"
#include "service/jobs/upload_cleaner.h"
#include "service/jobs/webhook_sender.h"
#include "service/mail/folder_mailer.h"
#include "service/mail/smtp_mailer.h"

namespace nanolearn {
namespace {

constexpr int kMaxKeepDays = 3650;
constexpr int kWebhookThreads = 4;
constexpr char kKeys[] = "keys";
constexpr absl::Duration kPauseWithoutKeys = absl::Seconds(1);

// The machine and the process.
std::string ServerName() {
  char host[HOST_NAME_MAX + 1] = "";
  gethostname(host, sizeof host - 1);
  return absl::StrCat(host, " ", getpid());
}

absl::StatusOr<std::string> ReadPassword(const std::string& path) {
  if (path.empty()) return "";
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  const std::string password(absl::StripTrailingAsciiWhitespace(content.str()));
  if (!file || password.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("cannot read the mail server's password from ", path));
  }
  return password;
}

absl::StatusOr<bool> RequiresTls(const ServerOptions& options) {
  if (options.smtp_tls.empty()) return !IsLocalMailServer(options.smtp);
  if (options.smtp_tls == "required" || options.smtp_tls == "try") return options.smtp_tls == "required";
  return absl::InvalidArgumentError("--smtp-tls is required or try");
}

absl::StatusOr<std::unique_ptr<Mailer>> MakeMailer(const ServerOptions& options) {
  if (!options.mail_folder.empty()) {
    ASSIGN_OR_RETURN(std::unique_ptr<FolderMailer> mailer,
                     FolderMailer::Make(options.mail_folder, options.mail_from));
    return mailer;
  }
  if (options.smtp.empty()) return nullptr;
  SmtpOptions smtp{.url = options.smtp,
                   .user = options.smtp_user,
                   .from = options.mail_from,
                   .ca_file = options.smtp_ca_file};
  ASSIGN_OR_RETURN(smtp.password, ReadPassword(options.smtp_password_file));
  ASSIGN_OR_RETURN(smtp.require_tls, RequiresTls(options));
  ASSIGN_OR_RETURN(std::unique_ptr<SmtpMailer> mailer, SmtpMailer::Make(std::move(smtp)));
  return mailer;
}

absl::Status CheckDropOptions(const ServerOptions& options) {
  if (options.drop_settle < absl::ZeroDuration()) {
    return absl::InvalidArgumentError("--drop-settle is a number of seconds, 0 or more");
  }
  if (options.drop_keep_days < 1 || options.drop_keep_days > kMaxKeepDays) {
    return absl::InvalidArgumentError(absl::StrCat("--drop-keep-days is 1 to ", kMaxKeepDays));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerJobs>> ServerJobs::Start(const ServerOptions& options, Operations& operations,
                                                              std::function<void(bool)> set_serving) {
  RETURN_IF_ERROR(CheckDropOptions(options));
  const Environment& env = operations.env;
  auto jobs = std::unique_ptr<ServerJobs>(new ServerJobs(env));
  ASSIGN_OR_RETURN(jobs->mailer_, MakeMailer(options));
  jobs->Run(kKeys, {[&operations, set_serving = std::move(set_serving)](std::stop_token, JobLog& log) {
              const absl::Duration pause = FollowKeys(operations.keys, log);
              set_serving(operations.env.keys.Check().ok());
              return pause;
            }});
  jobs->Run("key-rotation", {[job = std::make_shared<KeyRotationJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->mail_sender_ = std::make_unique<MailSender>(
      env, jobs->mailer_.get(), MailPace{options.mail_pause, options.mails_per_minute});
  jobs->Run("mail", {[sender = jobs->mail_sender_.get()](std::stop_token stop, JobLog& log) {
              return sender->Run(std::move(stop), log);
            }});
  jobs->Run("uploads",
            {[env](std::stop_token stop, JobLog& log) { return CleanUploads(env, std::move(stop), log); }});
  jobs->Run("planning", {[job = std::make_shared<PlanningJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("figures", {[job = std::make_shared<FigureJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("overdue", {[job = std::make_shared<OverdueJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("reports", {[job = std::make_shared<ReportJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("mail-rounds", {[job = std::make_shared<MailRoundJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("retention", {[job = std::make_shared<RetentionJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("links", {[job = std::make_shared<LinkJob>(env)](std::stop_token stop, JobLog& log) {
              return job->Run(std::move(stop), log);
            }});
  jobs->Run("audit-anchors", {[job = std::make_shared<AnchorJob>(env, options.audit_anchor_file)](
                                  std::stop_token stop, JobLog& log) { return job->Run(std::move(stop), log); }});
  jobs->RunWebhooks(options, operations);
  if (options.drop_directory.empty()) return jobs;
  jobs->drop_folders_ = std::make_unique<DropFolders>(env, operations.staff_syncs,
                                                      DropOptions{.directory = options.drop_directory,
                                                                  .scan_interval = options.drop_scan_interval,
                                                                  .settle = options.drop_settle,
                                                                  .keep_days = options.drop_keep_days});
  jobs->Run("drop-folders", {[folders = jobs->drop_folders_.get()](std::stop_token stop, JobLog& log) {
              return folders->Run(std::move(stop), log);
            }});
  return jobs;
}

void ServerJobs::Run(const std::string& name, const std::vector<Job>& threads) {
  logs_.push_back(std::make_unique<JobLog>(env_, name, ServerName()));
  for (const Job& job : threads) {
    runner_.Start(name, [this, name, job, &log = *logs_.back()](std::stop_token stop) {
      // Without the keys that are in use nothing right can be done but look for them.
      if (name != kKeys && !env_.keys.Check().ok()) return kPauseWithoutKeys;
      log.Begin();
      const absl::Duration pause = job(std::move(stop), log);
      log.End();
      return pause;
    });
  }
}

// Several, since a receiver may take its time and the others need not wait for it.
void ServerJobs::RunWebhooks(const ServerOptions& options, const Operations& operations) {
  std::vector<Job> senders;
  for (int i = 0; i < kWebhookThreads; ++i) {
    senders.push_back([sender = std::make_shared<WebhookSender>(env_, operations.subscriptions.options(),
                                                                options.webhook_pause)](
                          std::stop_token stop, JobLog& log) { return sender->Run(std::move(stop), log); });
  }
  Run("webhooks", senders);
}

}  // namespace nanolearn
