#include "service/jobs/mail_sender.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/app/outbox.h"
#include "service/jobs/mail_checks.h"

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

bool MustBeFirst(const Mail& mail) { return mail.kind == MailKind::kAccess; }

}  // namespace

absl::Duration MailSender::Run(std::stop_token stop, JobLog& log) {
  if (!mailer_) {
    SayThatMailsWait();
    return pace_.pause;
  }
  if (!Record()) return pace_.pause;
  Batch batch = Claim();
  SendAll(std::move(batch.mails), stop);
  Record();
  Report(log);
  return batch.may_be_more && unreachable_ == 0 ? absl::ZeroDuration() : NextPause();
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

MailSender::Batch MailSender::Claim() {
  Batch batch;
  const absl::Status status = env_.store.Write([&](WriteTransaction& tx) {
    batch = {};
    const absl::Time now = env_.clock.Now();
    const int64_t room = pace_.per_minute - tx.mails().CountSentSince(now - absl::Minutes(1));
    if (room <= 0) return absl::OkStatus();
    const int limit = static_cast<int>(std::min<int64_t>(room, kTogether));
    std::vector<MailTable::Claimed> claimed = tx.mails().Claim(now, now + kClaim, limit);
    batch.may_be_more = claimed.size() == static_cast<size_t>(limit);
    const std::vector<MailCheck> checks = CheckMails(tx, claimed, now);
    for (size_t i = 0; i < claimed.size(); ++i) {
      const Id organisation = claimed[i].organisation_id, id = claimed[i].mail.id;
      switch (checks[i].verdict) {
        case MailCheck::Verdict::kDrop:
          tx.mails().SetDropped(organisation, id, now, checks[i].why);
          break;
        case MailCheck::Verdict::kPostpone:
          tx.mails().Postpone(organisation, id, checks[i].due, "");
          break;
        case MailCheck::Verdict::kSend:
          batch.mails.push_back({std::move(claimed[i]), checks[i].seemed_unreachable});
      }
    }
    return absl::OkStatus();
  });
  return status.ok() ? batch : Batch();
}

void MailSender::SendAll(std::vector<Turn> mails, std::stop_token stop) {
  Delivery last;
  for (auto& [mail, seemed_unreachable] : mails) {
    // The others need not find out one by one that the mail server is away.
    if (last.outcome != Outcome::kUnreachable && !stop.stop_requested()) {
      const std::string message_id =
          absl::StrCat(FormatId(mail.organisation_id), ".", FormatId(mail.mail.id), "@", mailer_->domain());
      last = mailer_->Send(mail.mail, message_id, env_.clock.Now(), stop);
    } else if (last.outcome != Outcome::kUnreachable) {
      last = {Outcome::kUnreachable, "the server was stopping"};
    }
    results_.push_back({std::move(mail), last, seemed_unreachable});
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
  const Delivery& delivery = result.delivery;
  const Id organisation = result.tried.organisation_id, id = result.tried.mail.id;
  const absl::Time now = env_.clock.Now();
  switch (delivery.outcome) {
    case Outcome::kSent:
      tx.mails().SetSent(organisation, id, now);
      return RecordReach(tx, result);
    case Outcome::kRefused:
      tx.mails().SetFailed(organisation, id, now, delivery.reason);
      return RecordReach(tx, result);
    case Outcome::kUnreachable:
      // The sender itself waits, whatever it sends next.
      return tx.mails().Postpone(organisation, id, MustBeFirst(result.tried.mail) ? now - kAccessAhead : now,
                                 delivery.reason);
    case Outcome::kTryLater:
      return RecordTryLater(tx, result);
  }
}

// What mails tell of how somebody is reached. Of a mail that was refused for what is in it, or for who sends
// it, nothing follows.
void MailSender::RecordReach(WriteTransaction& tx, const Result& result) const {
  const Mail& mail = result.tried.mail;
  if (mail.person_id == kNoId) return;
  if (result.delivery.refuses_recipient) {
    tx.contacts().SetUnreachable(result.tried.organisation_id, mail.person_id, mail.recipient,
                                 result.delivery.reason, env_.clock.Now());
  } else if (result.delivery.outcome == Outcome::kSent && result.seemed_unreachable) {
    tx.contacts().SetReachable(result.tried.organisation_id, mail.person_id);
  }
}

void MailSender::RecordTryLater(WriteTransaction& tx, const Result& result) const {
  const auto& [organisation_id, mail, tries] = result.tried;
  const absl::Time now = env_.clock.Now();
  absl::Time due = now + BackOff(kFirstDelay, tries, kLongestDelay);
  if (const auto organisation = tx.organisations().Find(organisation_id)) {
    due = MailTimeFor(*organisation, mail.kind, due);
  }
  if (now - mail.create_time > kGiveUpAfter || due >= mail.expire_time) {
    const absl::string_view how_long =
        due >= mail.expire_time ? "given up, since its time has passed; " : "given up after five days; ";
    return tx.mails().SetFailed(organisation_id, mail.id, now,
                                absl::StrCat(how_long, result.delivery.reason));
  }
  tx.mails().Postpone(organisation_id, mail.id, due, result.delivery.reason);
}

void MailSender::Report(JobLog& log) {
  if (sent_ > 0) log.Worked(absl::StrCat("sent ", sent_, sent_ == 1 ? " mail" : " mails"));
  if (unreachable_ > 0) log.Failed("the mail server cannot be reached; the server's log says why");
  sent_ = 0;
}

absl::Duration MailSender::NextPause() {
  return unreachable_ == 0 ? pace_.pause : BackOff(pace_.pause, unreachable_, kLongestPause);
}

}  // namespace nanolearn
