#include "service/jobs/webhook_sender.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "service/app/event_reader.h"
#include "service/app/subscription_secret.h"
#include "service/base/status_macros.h"
#include "service/webhook/cloud_event.h"
#include "service/webhook/statement.h"

namespace nanolearn {
namespace {

using nlohmann::json;

constexpr int kTogether = 100;
// Longer than a batch can take: a request's timeout, or the time for sending one by one and one more.
constexpr absl::Duration kClaim = absl::Minutes(3);
constexpr std::chrono::seconds kOneByOne(60);
constexpr absl::Duration kFirstDelay = absl::Seconds(10);
constexpr absl::Duration kLongestDelay = absl::Hours(1);
constexpr int kTriesUntilFailing = 10;  // after about two and a half hours
constexpr int kOk = 200, kMultipleChoices = 300, kBadRequest = 400, kConflict = 409, kGone = 410;

bool IsSuccess(int status) { return kOk <= status && status < kMultipleChoices; }

// Events that the receiver will never take.
class LeftOut {
 public:
  void Add(uint64_t sequence, int status) {
    if (count_++ == 0)
      first_ = absl::StrCat("event ", sequence, " was left out: the receiver answered ", status);
  }
  // Empty when there are none.
  std::string Sentence() const {
    return count_ > 1 ? absl::StrCat(first_, "; ", count_ - 1, " after it were left out too") : first_;
  }

 private:
  int count_ = 0;
  std::string first_;
};

}  // namespace

WebhookSender::WebhookSender(const Environment& env, const SubscriptionOptions& options, absl::Duration pause)
    : env_(env), pause_(pause), http_(options.http) {}

absl::Duration WebhookSender::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::optional<Claimed>> claimed = Claim();
  if (!claimed.ok() || !*claimed) return pause_;
  const absl::StatusOr<Batch> batch = Read(**claimed);
  if (!batch.ok()) {
    Record(**claimed, {Outcome::Kind::kStopped, 0, ""}, log);
    return pause_;
  }
  Record(**claimed, Send(**claimed, *batch, stop), log);
  return absl::ZeroDuration();
}

absl::StatusOr<std::optional<WebhookSender::Claimed>> WebhookSender::Claim() {
  std::optional<Claimed> claimed;
  bool has_due = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    has_due = tx.subscriptions().HasDue(env_.clock.Now());
    return absl::OkStatus();
  }));
  if (!has_due) return claimed;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) {
    const absl::Time now = env_.clock.Now();
    claimed = tx.subscriptions().Claim(now, now + kClaim);
    return absl::OkStatus();
  }));
  return claimed;
}

absl::StatusOr<WebhookSender::Batch> WebhookSender::Read(const Claimed& claimed) const {
  Batch batch;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    const std::optional<Organisation> organisation = tx.organisations().Find(claimed.organisation_id);
    if (!organisation) return absl::InternalError("the subscription's organisation is not there");
    batch = {.organisation = *organisation};
    const EventBatch events = ReadEvents(tx, organisation->id, claimed.subscription.next_sequence,
                                         claimed.subscription.types, kTogether);
    batch.next_sequence = events.next_sequence;
    batch.events = DescribeEvents(tx, *organisation, events.events);
    return absl::OkStatus();
  }));
  return batch;
}

WebhookSender::Outcome WebhookSender::Send(const Claimed& claimed, const Batch& batch, std::stop_token stop) {
  if (batch.events.empty()) return {Outcome::Kind::kNothingToSend, batch.next_sequence, ""};
  const Subscription& subscription = claimed.subscription;
  const absl::StatusOr<std::string> secret = OpenSubscriptionSecret(env_.keys, subscription);
  if (!secret.ok()) {
    return {Outcome::Kind::kTryLater, subscription.next_sequence, std::string(secret.status().message())};
  }
  if (subscription.kind == SubscriptionKind::kXapi) {
    return SendStatements(subscription, *secret, batch, stop);
  }
  const HttpReply reply =
      http_.Send(MakeWebhook(subscription, *secret, batch.events, env_.clock.Now()), stop);
  return Judge(reply, batch.next_sequence, stop);
}

WebhookSender::Outcome WebhookSender::SendStatements(const Subscription& subscription,
                                                     const std::string& secret, const Batch& batch,
                                                     std::stop_token stop) {
  json statements = json::array();
  for (const EventDetails& event : batch.events) {
    if (json statement = ToStatement(event); !statement.is_null()) statements.push_back(std::move(statement));
  }
  if (statements.empty()) return {Outcome::Kind::kNothingToSend, batch.next_sequence, ""};
  const HttpReply reply = http_.Send(MakeStatements(subscription, secret, statements), stop);
  if (reply.status == kConflict || reply.status == kBadRequest) {
    return SendOneByOne(subscription, secret, batch, stop);
  }
  return Judge(reply, batch.next_sequence, stop);
}

WebhookSender::Outcome WebhookSender::SendOneByOne(const Subscription& subscription,
                                                   const std::string& secret, const Batch& batch,
                                                   std::stop_token stop) {
  const auto deadline = std::chrono::steady_clock::now() + kOneByOne;
  uint64_t next = subscription.next_sequence;
  LeftOut left_out;
  for (const EventDetails& event : batch.events) {
    const json statement = ToStatement(event);
    if (!statement.is_null()) {
      const HttpReply reply =
          http_.Send(MakeStatements(subscription, secret, json::array({statement})), stop);
      // A conflict: the store has a statement of this id, this completion has been told before.
      const bool is_known = reply.status == kConflict;
      if (reply.status == kBadRequest) {
        left_out.Add(event.event.sequence, reply.status);
      } else if (!is_known && !IsSuccess(reply.status)) {
        if (next == subscription.next_sequence) return Judge(reply, next, stop);
        return {Outcome::Kind::kDone, next, left_out.Sentence()};
      }
    }
    next = event.event.sequence + 1;
    if (std::chrono::steady_clock::now() > deadline) return {Outcome::Kind::kDone, next, left_out.Sentence()};
  }
  return {Outcome::Kind::kDone, batch.next_sequence, left_out.Sentence()};
}

WebhookSender::Outcome WebhookSender::Judge(const HttpReply& reply, uint64_t next_sequence,
                                            const std::stop_token& stop) const {
  if (IsSuccess(reply.status)) return {Outcome::Kind::kDone, next_sequence, ""};
  if (reply.status == kGone) return {Outcome::Kind::kGone, 0, "the receiver answered 410: it is gone"};
  if (reply.status != 0) {
    return {Outcome::Kind::kTryLater, 0, absl::StrCat("the receiver answered ", reply.status)};
  }
  if (stop.stop_requested()) return {Outcome::Kind::kStopped, 0, ""};
  return {Outcome::Kind::kTryLater, 0, absl::StrCat("no answer: ", reply.trouble)};
}

void WebhookSender::Record(const Claimed& claimed, const Outcome& outcome, JobLog& log) {
  using Kind = Outcome::Kind;
  const Subscription& subscription = claimed.subscription;
  const absl::Time now = env_.clock.Now();
  const bool fails = subscription.tries >= kTriesUntilFailing;
  const absl::Duration delay = BackOff(subscription.tries);
  const absl::Status status = env_.store.Write([&](WriteTransaction& tx) {
    switch (outcome.kind) {
      case Kind::kDone:
      case Kind::kNothingToSend:
        tx.subscriptions().Advance(claimed, outcome.next_sequence, outcome.kind == Kind::kDone,
                                   outcome.trouble, now);
        break;
      case Kind::kTryLater:
        tx.subscriptions().Postpone(claimed, fails ? SubscriptionState::kFailing : subscription.state,
                                    now + delay, outcome.trouble);
        break;
      case Kind::kGone:
        tx.subscriptions().Postpone(claimed, SubscriptionState::kPaused, now, outcome.trouble);
        break;
      case Kind::kStopped:
        tx.subscriptions().Release(claimed);
        break;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return;  // sent again when the claim ends
  if (outcome.kind == Kind::kDone) log.Worked("sent events to a subscription");
  if (outcome.trouble.empty()) return;
  log.Failed(
      "events could not be sent to a subscription; nanolearn subscriptions list in its organisation says "
      "why");
  if (outcome.kind == Kind::kDone) {
    spdlog::warn("the subscription {} goes on: {}", subscription.name, outcome.trouble);
    return;
  }
  if (outcome.kind == Kind::kGone || subscription.tries == 1 || subscription.tries == kTriesUntilFailing) {
    spdlog::warn("events could not be sent to the subscription {}: {}; {}", subscription.name,
                 outcome.trouble, outcome.kind == Kind::kGone ? "it is paused" : "it is tried again");
  }
}

// Twice as long each time, and by chance a fifth shorter or longer, so that not everybody comes at once to a
// receiver that is back.
absl::Duration WebhookSender::BackOff(int tries) {
  const absl::Duration delay =
      std::min(kLongestDelay, kFirstDelay * (int64_t{1} << std::clamp(tries - 1, 0, 20)));
  return delay * std::uniform_real_distribution<double>(0.8, 1.2)(chance_);
}

}  // namespace nanolearn
