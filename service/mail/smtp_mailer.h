#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/mail/mailer.h"

namespace nanolearn {

struct SmtpOptions {
  std::string url;   // smtp://HOST[:PORT] or smtps://HOST[:PORT]
  std::string user;  // both or none
  std::string password;
  std::string from;  // the sender's address
  // Whether mail may go without TLS when the server does not offer it. Never with a password, but on this
  // machine itself.
  bool require_tls = true;
  std::string ca_file;  // empty: the system's
};

// Whether `url` names this machine itself, where nobody listens on the way.
bool IsLocalMailServer(absl::string_view url);

// Speaks SMTP by libcurl, and keeps the connection from one mail to the next.
class SmtpMailer final : public Mailer {
 public:
  // INVALID_ARGUMENT, with a sentence about the option, for what cannot be.
  static absl::StatusOr<std::unique_ptr<SmtpMailer>> Make(SmtpOptions options);
  ~SmtpMailer() override;

  Delivery Send(const Mail& mail, const std::string& message_id, absl::Time now,
                std::stop_token stop) override;
  const std::string& domain() const override { return domain_; }

 private:
  struct Impl;
  explicit SmtpMailer(SmtpOptions options);

  const SmtpOptions options_;
  const std::string domain_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nanolearn
