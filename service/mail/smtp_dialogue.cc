#include "service/mail/smtp_dialogue.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

// "550 5.1.1 nobody of that name": what stands behind the code.
absl::string_view TextOf(absl::string_view reply) {
  return absl::StripLeadingAsciiWhitespace(reply.substr(std::min<size_t>(4, reply.size())));
}

bool StartsWithAny(absl::string_view text, std::initializer_list<absl::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [text](absl::string_view beginning) { return absl::StartsWith(text, beginning); });
}

// Whether an enhanced code (RFC 3463) says that the mailbox takes no mail, and not that we, or mails like
// this, are not wanted. Its first two digits say what it is about: 5.1 an address, of which .7 and .8 are the
// sender's, 5.2 a mailbox; 5.7 is policy. Exchange Online says 5.4.1 of mailboxes that it does not have.
bool CodeIsAboutMailbox(absl::string_view text) {
  if (StartsWithAny(text, {"5.1.7", "5.1.8", "5.2.3"})) return false;
  if (absl::StartsWith(text, "5.4.1")) return absl::StrContains(absl::AsciiStrToLower(text), "recipient address");
  return StartsWithAny(text, {"5.1.", "5.2."});
}

bool HasEnhancedCode(absl::string_view text) { return absl::StartsWith(text, "5."); }

// The same of a refusal of a recipient without such a code.
bool WordsAreAboutMailbox(absl::string_view reply) {
  if (!StartsWithAny(reply, {"550", "551", "553"})) return false;
  const std::string said = absl::AsciiStrToLower(TextOf(reply));
  for (const absl::string_view word :
       {"relay", "block", "black", "spam", "policy", "denied", "sender", "auth"}) {
    if (absl::StrContains(said, word)) return false;
  }
  return true;
}

// Too large, or written in a way that the server does not take: the same at each try.
bool IsAboutContent(absl::string_view reply) {
  const absl::string_view text = TextOf(reply);
  if (HasEnhancedCode(text)) return StartsWithAny(text, {"5.6.", "5.3.4", "5.2.3"});
  return absl::StartsWith(reply, "552");
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

bool SmtpDialogue::SenderTaken() const {
  if (stage_ == Stage::kSender) return answered_ && reply_[0] == '2';
  return stage_ == Stage::kRecipient || stage_ == Stage::kMessage;
}

// A refusal says something about this mail only when it answers its recipient or its content. That of a
// greeting, a password or a sender would be the same for every mail, and is for the operator to mend.
Delivery SmtpDialogue::Judge(absl::string_view trouble) const {
  const char kind = answered_ ? reply_[0] : '\0';
  // It was taken; what went wrong came after that.
  if (stage_ == Stage::kMessage && kind == '2') return {};
  const bool refused = kind == '4' || kind == '5';
  const auto if_silent = SenderTaken() ? Delivery::Outcome::kBroken : Delivery::Outcome::kUnreachable;
  if (!refused) return {if_silent, absl::StrCat("no answer from the mail server: ", trouble)};
  // The server closes, and what it says on that may quote the recipient.
  if (absl::StartsWith(reply_, "421")) return {if_silent, "the mail server said 421: it closes the connection"};
  return JudgeRefusal();
}

Delivery SmtpDialogue::JudgeRefusal() const {
  const std::string reason = absl::StrCat("the mail server said: ", reply_);
  if (!SenderTaken()) return {Delivery::Outcome::kUnreachable, reason};
  if (reply_[0] == '4') return {Delivery::Outcome::kTryLater, reason};
  const absl::string_view text = TextOf(reply_);
  const bool about_mailbox = HasEnhancedCode(text)
                                 ? CodeIsAboutMailbox(text)
                                 : stage_ == Stage::kRecipient && WordsAreAboutMailbox(reply_);
  if (about_mailbox) return {Delivery::Outcome::kRefused, reason, /*refuses_recipient=*/true};
  if (IsAboutContent(reply_)) return {Delivery::Outcome::kRefused, reason};
  return {Delivery::Outcome::kUnwelcome, reason};
}

}  // namespace nanolearn
