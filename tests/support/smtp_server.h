#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nanolearn::testing {

// A real SMTP server (python3-aiosmtpd) as a process of its own; smtp_server.py says which recipients it
// refuses.
class SmtpServer {
 public:
  enum class Security { kNone, kTls, kTlsAndPassword };
  static constexpr char kUser[] = "nanolearn";
  static constexpr char kPassword[] = "correct horse";

  explicit SmtpServer(Security security = Security::kNone);
  ~SmtpServer();

  // Returns when it answers; on the same port each time.
  void Start();
  // SIGKILL, and waits until it is gone.
  void Kill();

  std::string url() const;
  // Its certificate, for "localhost".
  std::string ca_file() const { return folder_ + "/certificate.pem"; }
  // From now on those who were asked to come later are let in.
  void LetIn() const;
  // The mailbox refused@... is there now.
  void MakeKnown() const;

  // What has been delivered, in no order.
  std::vector<nlohmann::json> Mails() const;
  // How many came, those counted that came a second time.
  int Deliveries() const;
  // How often somebody tried to send to this address.
  int TriesOf(const std::string& address) const;
  // To any.
  int Tries() const;

 private:
  void MakeCertificate() const;
  // Of a file in the folder; without `text` all lines.
  int CountLines(const std::string& name, const std::string& text = "") const;

  const Security security_;
  const int port_;
  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace nanolearn::testing
