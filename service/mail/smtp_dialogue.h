#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "service/mail/mailer.h"

namespace nanolearn {

// How far a conversation with an SMTP server has come, and what the server said last. Keeps no command: they
// hold passwords and addresses.
class SmtpDialogue {
 public:
  void HearCommand(absl::string_view command);
  void HearReply(absl::string_view line);

  // The mail itself has been begun: it may arrive whatever happens now.
  bool mail_begun() const { return stage_ == Stage::kMessage; }
  // What an error means. `trouble` is what the library calls it.
  Delivery Judge(absl::string_view trouble) const;

 private:
  enum class Stage { kGreeting, kSender, kRecipient, kMessage };

  // The server has taken the sender: what goes wrong from then on is about one mail.
  bool SenderTaken() const;
  Delivery JudgeRefusal() const;

  Stage stage_ = Stage::kGreeting;
  bool answered_ = false;  // since the last command
  bool over_ = false;
  std::string reply_;
};

}  // namespace nanolearn
