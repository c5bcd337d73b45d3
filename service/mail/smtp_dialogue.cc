#include "service/mail/smtp_dialogue.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

// Whether "550 5.1.1 nobody of that name", in answer to a recipient, says that the mailbox takes no mail, and
// not that we, or mails like this, are not wanted. The first two digits of an enhanced code (RFC 3463) say
// what it is about: 5.1 an address, of which .7 and .8 are the sender's, 5.2 a mailbox; 5.7 is policy.
bool IsAboutMailbox(absl::string_view reply) {
  const absl::string_view text =
      absl::StripLeadingAsciiWhitespace(reply.substr(std::min<size_t>(4, reply.size())));
  if (absl::StartsWith(text, "5.1."))
    return !absl::StartsWith(text, "5.1.7") && !absl::StartsWith(text, "5.1.8");
  if (absl::StartsWith(text, "5.2.")) return true;
  if (absl::StartsWith(text, "5.")) return false;
  if (!absl::StartsWith(reply, "550") && !absl::StartsWith(reply, "551") && !absl::StartsWith(reply, "553"))
    return false;
  const std::string said = absl::AsciiStrToLower(text);
  for (const absl::string_view word :
       {"relay", "block", "black", "spam", "policy", "denied", "sender", "auth"}) {
    if (absl::StrContains(said, word)) return false;
  }
  return true;
}

}  // namespace

void SmtpDialogue::HearCommand(absl::string_view command) {
  // Said after a refusal too, which is what counts then.
  if (absl::StartsWith(command, "QUIT")) over_ = true;
  if (over_) return;
  answered_ = false;
  if (absl::StartsWith(command, "MAIL ")) {
    stage_ = Stage::kSender;
  } else if (absl::StartsWith(command, "RCPT ")) {
    stage_ = Stage::kRecipient;
  } else if (absl::StartsWith(command, "DATA")) {
    stage_ = Stage::kMessage;
  } else if (absl::StartsWith(command, "EHLO") || absl::StartsWith(command, "HELO")) {
    stage_ = Stage::kGreeting;
  }
}

void SmtpDialogue::HearReply(absl::string_view line) {
  if (over_) return;
  answered_ = true;
  reply_ = std::string(absl::StripAsciiWhitespace(line));
}

// A refusal says something about this mail only when it answers its recipient or its content. That of a
// greeting, a password or a sender would be the same for every mail, and is for the operator to mend.
Delivery SmtpDialogue::Judge(absl::string_view trouble) const {
  const bool about_mail = stage_ == Stage::kRecipient || stage_ == Stage::kMessage;
  const bool refused = answered_ && (reply_[0] == '4' || reply_[0] == '5');
  if (!refused)
    return {Delivery::Outcome::kUnreachable, absl::StrCat("no answer from the mail server: ", trouble)};
  const std::string reason = absl::StrCat("the mail server said: ", reply_);
  if (!about_mail) return {Delivery::Outcome::kUnreachable, reason};
  // The server closes. What it says may quote the recipient, which must not come into the log.
  if (absl::StartsWith(reply_, "421")) {
    return {Delivery::Outcome::kUnreachable, "the mail server said 421: it closes the connection"};
  }
  if (reply_[0] == '4') return {Delivery::Outcome::kTryLater, reason};
  return {Delivery::Outcome::kRefused, reason, stage_ == Stage::kRecipient && IsAboutMailbox(reply_)};
}

}  // namespace nanolearn
