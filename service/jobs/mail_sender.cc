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
// Somebody waits for it, and a link to sign in is good for half an hour.
constexpr absl::Duration kAccessClaim = absl::Minutes(2);
constexpr absl::Duration kFirstDelay = absl::Minutes(1);
constexpr absl::Duration kLongestDelay = absl::Hours(1);
constexpr absl::Duration kGiveUpAfter = absl::Hours(5 * 24);

bool MustBeFirst(const Mail& mail) { return mail.kind == MailKind::kAccess; }

}  // namespace

absl::Duration MailSender::Run(std::stop_token stop, JobLog& log) {
  if (!mailer_) {
    SayThatMailsWait();
    return pace_.pause;
  }
  if (!Record()) return pace_.pause;
  Batch batch = Claim();
  const bool may_be_more = batch.may_be_more;
  SendAll(std::move(batch), stop);
  Record();
  LogTrouble();
  Report(log);
  return may_be_more && health_.is_well() ? absl::ZeroDuration() : health_.Pause(pace_.pause);
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
    const absl::Time now = env_.clock.Now();
    batch = {.until = {.usual = now + kClaim, .access = now + kAccessClaim}};
    const int64_t room = pace_.per_minute - tx.mails().CountTriesSince(now - absl::Minutes(1));
    if (room <= 0) return absl::OkStatus();
    const int limit = static_cast<int>(std::min<int64_t>(room, kTogether));
    std::vector<MailTable::Claimed> claimed = tx.mails().Claim(now, batch.until, limit);
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
          batch.turns.push_back({std::move(claimed[i]), checks[i].seemed_unreachable});
      }
    }
    return absl::OkStatus();
  });
  return status.ok() ? batch : Batch();
}

void MailSender::SendAll(Batch batch, std::stop_token stop) {
  health_.BeginBatch();
  std::string keeps_back;  // why the rest is not tried
  for (Turn& turn : batch.turns) {
    const Mail& mail = turn.claimed.mail;
    // Others may have it by now.
    if (env_.clock.Now() >= batch.until.Of(mail.kind)) continue;
    if (stop.stop_requested()) keeps_back = "the server was stopping";
    Delivery delivery{Outcome::kUnreachable, keeps_back};
    if (keeps_back.empty()) {
      delivery = Send(turn.claimed, stop);
      health_.Learn(mail, delivery);
    }
    // The others need not find out one by one.
    if (health_.is_away() && keeps_back.empty()) keeps_back = delivery.reason;
    const bool is_sent = delivery.outcome == Outcome::kSent;
    results_.push_back({std::move(turn), std::move(delivery)});
    // Soon, so that a crash makes as few mails as can be arrive twice.
    if (is_sent && !Record()) keeps_back = "the database cannot be reached";
  }
  if (!stop.stop_requested()) health_.EndBatch();
}

Delivery MailSender::Send(const MailTable::Claimed& claimed, std::stop_token stop) {
  const std::string message_id = absl::StrCat(FormatId(claimed.organisation_id), ".",
                                              FormatId(claimed.mail.id), "@", mailer_->domain());
  return mailer_->Send(claimed.mail, message_id, env_.clock.Now(), std::move(stop));
}

void MailSender::LogTrouble() {
  const std::string trouble = health_.Trouble();
  if (trouble.empty() != in_trouble_) return;
  in_trouble_ = !trouble.empty();
  if (in_trouble_) {
    spdlog::warn("{}", health_.is_away() ? absl::StrCat("mails cannot be sent and wait: ", health_.why_away())
                                         : trouble);
  } else {
    spdlog::info("mails can be sent again");
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
    spdlog::warn("mail {} was refused for good; the outbox says why", FormatId(result.turn.claimed.mail.id));
  }
  results_.clear();
  return true;
}

void MailSender::Record(WriteTransaction& tx, const Result& result) const {
  const Delivery& delivery = result.delivery;
  const auto& [organisation, mail, tries] = result.turn.claimed;
  const absl::Time now = env_.clock.Now();
  switch (delivery.outcome) {
    case Outcome::kSent:
      tx.mails().SetSent(organisation, mail.id, now);
      return RecordReach(tx, result);
    case Outcome::kRefused:
      tx.mails().SetFailed(organisation, mail.id, now, delivery.reason);
      return RecordReach(tx, result);
    case Outcome::kUnreachable:
      // The sender itself waits, whatever it sends next, so that the mail keeps its place.
      return tx.mails().Postpone(organisation, mail.id, MustBeFirst(mail) ? now - kAccessAhead : now,
                                 delivery.reason);
    case Outcome::kTryLater:
    case Outcome::kUnwelcome:
    case Outcome::kBroken:
      return RecordTryLater(tx, result);
  }
}

// What mails tell of how somebody is reached. Of a mail that was refused for what is in it, or for who sends
// it, nothing follows.
void MailSender::RecordReach(WriteTransaction& tx, const Result& result) const {
  const Mail& mail = result.turn.claimed.mail;
  if (mail.person_id == kNoId) return;
  if (result.delivery.refuses_recipient) {
    tx.contacts().SetUnreachable(result.turn.claimed.organisation_id, mail.person_id, mail.recipient,
                                 result.delivery.reason, env_.clock.Now());
  } else if (result.delivery.outcome == Outcome::kSent && result.turn.seemed_unreachable) {
    tx.contacts().SetReachable(result.turn.claimed.organisation_id, mail.person_id);
  }
}

// It gets a new place, behind what is due now: whatever is wrong with it keeps no other back.
void MailSender::RecordTryLater(WriteTransaction& tx, const Result& result) const {
  const auto& [organisation_id, mail, tries] = result.turn.claimed;
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
  tx.mails().TryAgain(organisation_id, mail.id, now, due, result.delivery.reason);
}

void MailSender::Report(JobLog& log) {
  if (sent_ > 0) log.Worked(absl::StrCat("sent ", sent_, sent_ == 1 ? " mail" : " mails"));
  if (const std::string trouble = health_.Trouble(); !trouble.empty()) log.Failed(trouble);
  sent_ = 0;
}

}  // namespace nanolearn
