#include "service/server/jobs.h"

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/upload_cleaner.h"
#include "service/mail/smtp_mailer.h"

namespace nanolearn {
namespace {

constexpr int kMaxKeepDays = 3650;

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

absl::StatusOr<std::unique_ptr<ServerJobs>> ServerJobs::Start(const ServerOptions& options,
                                                              Operations& operations) {
  RETURN_IF_ERROR(CheckDropOptions(options));
  auto jobs = std::unique_ptr<ServerJobs>(new ServerJobs());
  const Environment& env = operations.env;
  ASSIGN_OR_RETURN(jobs->mailer_, MakeMailer(options));
  jobs->mail_sender_ = std::make_unique<MailSender>(env, jobs->mailer_.get(), options.mail_pause);
  jobs->runner_.Start("mail", [sender = jobs->mail_sender_.get()](std::stop_token stop) {
    return sender->Run(std::move(stop));
  });
  jobs->runner_.Start("uploads", [env](std::stop_token stop) { return CleanUploads(env, std::move(stop)); });
  if (options.drop_directory.empty()) return jobs;
  jobs->drop_folders_ = std::make_unique<DropFolders>(env, operations.staff_syncs,
                                                      DropOptions{.directory = options.drop_directory,
                                                                  .scan_interval = options.drop_scan_interval,
                                                                  .settle = options.drop_settle,
                                                                  .keep_days = options.drop_keep_days});
  jobs->runner_.Start("drop folders", [folders = jobs->drop_folders_.get()](std::stop_token stop) {
    return folders->Run(std::move(stop));
  });
  return jobs;
}

}  // namespace nanolearn
