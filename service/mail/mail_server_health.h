#pragma once

#include <string>

#include "absl/time/time.h"
#include "service/domain/mail.h"
#include "service/mail/mailer.h"

namespace nanolearn {

// What tries to send mails tell of the mail server: whether it is worth trying the next, and when. Mails are
// tried in batches.
class MailServerHealth {
 public:
  void BeginBatch();
  void Learn(const Mail& mail, const Delivery& delivery);
  void EndBatch();

  // No mail can be sent: the server cannot be reached, or went away in the middle of two mails in a row. In
  // the middle of one, that mail may be the reason.
  bool is_away() const { return !away_.empty(); }
  // May quote what the server said.
  const std::string& why_away() const { return away_; }
  // A sentence on why mails wait, without personal data; empty when nothing is wrong with the server.
  std::string Trouble() const;
  // Until the next batch; `usual` when all is well. For a moment only when the server asks to come later:
  // it may do so of every mail that it sees for the first time.
  absl::Duration Pause(absl::Duration usual) const;
  // The next batch may follow at once.
  bool is_well() const { return times_away_ == 0 && times_in_vain_ == 0; }

 private:
  std::string away_;         // why
  std::string unwelcome_;    // what it said when it refused mails for who sends them
  Id broken_ = kNoId;        // the last mail, when the server went away in the middle of it
  int tried_ = 0, done_ = 0;  // of the batch; done: taken or refused for good
  int times_away_ = 0, times_in_vain_ = 0;  // batches in a row
};

// "554 <kim@alvnas.example>: denied" without the words that name the recipient.
std::string WithoutRecipient(absl::string_view reply, absl::string_view recipient);

// `first`, twice as much each further time, up to `longest`.
absl::Duration BackOff(absl::Duration first, int times, absl::Duration longest);

}  // namespace nanolearn
