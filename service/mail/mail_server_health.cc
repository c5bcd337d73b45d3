#include "service/mail/mail_server_health.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn {
namespace {

using Outcome = Delivery::Outcome;

constexpr absl::Duration kLongestAway = absl::Minutes(5);
constexpr absl::Duration kLongestInVain = absl::Seconds(15);

}  // namespace

void MailServerHealth::BeginBatch() {
  away_.clear();
  tried_ = done_ = 0;
}

void MailServerHealth::Learn(const Mail& mail, const Delivery& delivery) {
  ++tried_;
  const bool is_broken = delivery.outcome == Outcome::kBroken;
  const bool twice = is_broken && broken_ != kNoId && broken_ != mail.id;
  broken_ = is_broken ? mail.id : kNoId;
  if (delivery.outcome == Outcome::kUnreachable || twice) away_ = delivery.reason;
  if (delivery.outcome == Outcome::kUnwelcome) unwelcome_ = WithoutRecipient(delivery.reason, mail.recipient);
  if (delivery.outcome == Outcome::kSent || delivery.outcome == Outcome::kRefused) ++done_;
  if (delivery.outcome == Outcome::kSent) unwelcome_.clear();
}

void MailServerHealth::EndBatch() {
  times_in_vain_ = tried_ > 0 && done_ == 0 ? times_in_vain_ + 1 : 0;
  if (tried_ > 0) times_away_ = is_away() ? times_away_ + 1 : 0;
}

std::string MailServerHealth::Trouble() const {
  if (times_away_ > 0) return "the mail server cannot be reached; the server's log says why";
  if (unwelcome_.empty()) return "";
  return absl::StrCat("mails are refused, and wait until that is mended: ", unwelcome_);
}

absl::Duration MailServerHealth::Pause(absl::Duration usual) const {
  if (times_away_ > 0) return BackOff(usual, times_away_, kLongestAway);
  return times_in_vain_ > 0 ? BackOff(usual, times_in_vain_, kLongestInVain) : usual;
}

std::string WithoutRecipient(absl::string_view reply, absl::string_view recipient) {
  const std::string address = absl::AsciiStrToLower(recipient);
  const std::vector<std::string> parts = absl::StrSplit(address, absl::MaxSplits('@', 1));
  std::vector<std::string> words;
  for (const absl::string_view word : absl::StrSplit(reply, ' ')) {
    const std::string lower = absl::AsciiStrToLower(word);
    const bool names = absl::StrContains(lower, '@') || std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
                         return !part.empty() && absl::StrContains(lower, part);
                       });
    words.push_back(names ? "..." : std::string(word));
  }
  return absl::StrJoin(words, " ");
}

absl::Duration BackOff(absl::Duration first, int times, absl::Duration longest) {
  return std::min(longest, first * (int64_t{1} << std::clamp(times - 1, 0, 20)));
}

}  // namespace nanolearn
