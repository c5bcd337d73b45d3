#include "service/jobs/mail_sender.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

using Outcome = Delivery::Outcome;

constexpr int kTogether = 10;
// Longer than it takes to send so many to a server that makes each wait as long as a mailer bears.
constexpr absl::Duration kClaim = absl::Minutes(30);
constexpr absl::Duration kLongestPause = absl::Minutes(5);
constexpr absl::Duration kFirstDelay = absl::Minutes(1);
constexpr absl::Duration kLongestDelay = absl::Hours(1);
constexpr absl::Duration kGiveUpAfter = absl::Hours(5 * 24);

// `first`, twice as much each further time, up to `longest`.
absl::Duration BackOff(absl::Duration first, int times, absl::Duration longest) {
  return std::min(longest, first * (int64_t{1} << std::min(times - 1, 20)));
}

}  // namespace

absl::Duration MailSender::Run(std::stop_token stop, JobLog& log) {
  if (!mailer_) {
    SayThatMailsWait();
    return pause_;
  }
  if (!Record()) return pause_;
  std::vector<MailTable::Claimed> mails = Claim();
  const bool may_be_more = mails.size() == kTogether;
  SendAll(std::move(mails), stop);
  Record();
  Report(log);
  return may_be_more && unreachable_ == 0 ? absl::ZeroDuration() : NextPause();
}

void MailSender::SayThatMailsWait() {
  if (said_that_mails_wait_) return;
  int64_t waiting = 0;
  const absl::Status status = env_.store.Read([&](const ReadTransaction& tx) {
    waiting = tx.mails().CountWaiting();
    return absl::OkStatus();
  });
  if (!status.ok() || waiting == 0) return;
  said_that_mails_wait_ = true;
  spdlog::warn("mails wait in the outbox and are not sent: nanolearnd was started without --smtp");
}

std::vector<MailTable::Claimed> MailSender::Claim() {
  std::vector<MailTable::Claimed> mails;
  const absl::Status status = env_.store.Write([&](WriteTransaction& tx) {
    const absl::Time now = env_.clock.Now();
    mails = tx.mails().Claim(now, now + kClaim, kTogether);
    return absl::OkStatus();
  });
  return status.ok() ? mails : std::vector<MailTable::Claimed>();
}

void MailSender::SendAll(std::vector<MailTable::Claimed> mails, std::stop_token stop) {
  Delivery last;
  for (MailTable::Claimed& mail : mails) {
    // The others need not find out one by one that the mail server is away.
    if (last.outcome != Outcome::kUnreachable && !stop.stop_requested()) {
      const std::string message_id =
          absl::StrCat(FormatId(mail.organisation_id), ".", FormatId(mail.mail.id), "@", mailer_->domain());
      last = mailer_->Send(mail.mail, message_id, env_.clock.Now(), stop);
    } else if (last.outcome != Outcome::kUnreachable) {
      last = {Outcome::kUnreachable, "the server was stopping"};
    }
    results_.push_back({std::move(mail), last});
    // Soon, so that a crash makes as few mails as can be arrive twice.
    if (last.outcome == Outcome::kSent && !Record()) {
      last = {Outcome::kUnreachable, "the database cannot be reached"};
    }
  }
  if (mails.empty() || stop.stop_requested()) return;
  if (last.outcome != Outcome::kUnreachable) {
    if (unreachable_ > 0) spdlog::info("mails can be sent again");
    unreachable_ = 0;
  } else if (++unreachable_ == 1) {
    spdlog::warn("mails cannot be sent and wait: {}", last.reason);
  }
}

bool MailSender::Record() {
  if (results_.empty()) return true;
  const absl::Status status = env_.store.Write([&](WriteTransaction& tx) {
    for (const Result& result : results_) Record(tx, result);
    return absl::OkStatus();
  });
  if (!status.ok()) return false;
  for (const Result& result : results_) {
    if (result.delivery.outcome == Outcome::kSent) ++sent_;
    if (result.delivery.outcome != Outcome::kRefused) continue;
    spdlog::warn("mail {} was refused for good; the outbox says why", FormatId(result.tried.mail.id));
  }
  results_.clear();
  return true;
}

void MailSender::Record(WriteTransaction& tx, const Result& result) const {
  const auto& [tried, delivery] = result;
  const Id organisation = tried.organisation_id, id = tried.mail.id;
  const absl::Time now = env_.clock.Now();
  switch (delivery.outcome) {
    case Outcome::kSent:
      return tx.mails().SetSent(organisation, id, now);
    case Outcome::kRefused:
      return tx.mails().SetFailed(organisation, id, now, delivery.reason);
    case Outcome::kUnreachable:
      // The sender itself waits, whatever it sends next.
      return tx.mails().Postpone(organisation, id, now, delivery.reason);
    case Outcome::kTryLater:
      if (now - tried.mail.create_time > kGiveUpAfter) {
        return tx.mails().SetFailed(organisation, id, now,
                                    absl::StrCat("given up after five days; ", delivery.reason));
      }
      return tx.mails().Postpone(organisation, id, now + BackOff(kFirstDelay, tried.tries, kLongestDelay),
                                 delivery.reason);
  }
}

void MailSender::Report(JobLog& log) {
  if (sent_ > 0) log.Worked(absl::StrCat("sent ", sent_, sent_ == 1 ? " mail" : " mails"));
  if (unreachable_ > 0) log.Failed("the mail server cannot be reached; the server's log says why");
  sent_ = 0;
}

absl::Duration MailSender::NextPause() {
  return unreachable_ == 0 ? pause_ : BackOff(pause_, unreachable_, kLongestPause);
}

}  // namespace nanolearn
