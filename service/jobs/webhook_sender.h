#pragma once

#include <optional>
#include <random>
#include <stop_token>
#include <vector>

#include "service/app/environment.h"
#include "service/app/subscriptions.h"
#include "service/domain/event_details.h"
#include "service/jobs/job_log.h"
#include "service/webhook/http_client.h"

namespace nanolearn {

// Sends events to those who have subscribed, each subscription's in their order and each at least once. Used
// by one thread; there may be several, here and on other servers.
class WebhookSender {
 public:
  // `pause` lies between looks for something to send.
  WebhookSender(const Environment& env, const SubscriptionOptions& options, absl::Duration pause);

  // Sends one batch for one subscription that is due; returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  using Claimed = SubscriptionTable::Claimed;
  // What a subscription is to be sent next.
  struct Batch {
    Organisation organisation;
    std::vector<EventDetails> events;
    uint64_t next_sequence = 0;  // when all of it has been sent
  };
  // What came of it.
  struct Outcome {
    enum class Kind { kDone, kNothingToSend, kTryLater, kGone, kStopped };
    Kind kind = Kind::kDone;
    uint64_t next_sequence = 0;  // for kDone and kNothingToSend
    std::string trouble;         // for kDone: what the receiver would not take
  };

  absl::StatusOr<std::optional<Claimed>> Claim();
  absl::StatusOr<Batch> Read(const Claimed& claimed) const;
  Outcome Send(const Claimed& claimed, const Batch& batch, std::stop_token stop);
  Outcome SendStatements(const Subscription& subscription, const std::string& secret, const Batch& batch,
                         std::stop_token stop);
  // One by one, since the store has some of them already, or one is not to its liking, and refuses them all
  // together.
  Outcome SendOneByOne(const Subscription& subscription, const std::string& secret, const Batch& batch,
                       std::stop_token stop);
  Outcome Judge(const HttpReply& reply, uint64_t next_sequence, const std::stop_token& stop) const;
  void Record(const Claimed& claimed, const Outcome& outcome, JobLog& log);
  absl::Duration BackOff(int tries);

  Environment env_;
  const absl::Duration pause_;
  HttpClient http_;
  std::mt19937 chance_{std::random_device()()};
};

}  // namespace nanolearn
