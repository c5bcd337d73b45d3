#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/app/access.h"
#include "service/domain/subscription.h"
#include "service/webhook/http_client.h"

namespace nanolearn {

struct SubscriptionOptions {
  bool allows_http = false;  // also without TLS
  HttpClientOptions http;
};

struct SubscriptionView {
  Subscription subscription;
  int64_t waiting = 0;  // events that have not been looked at
};

// Where to begin: at a sequence, or with the first event at a time or after it.
using EventStart = std::variant<uint64_t, absl::Time>;

struct NewSubscription {
  std::string organisation;
  Subscription subscription;        // of it name, kind, url and types
  std::string secret;               // empty for a webhook: one is made
  std::optional<EventStart> start;  // absent: with what happens from now on
  std::string request_id;
};

struct CreatedSubscription {
  SubscriptionView view;
  std::string secret;  // that was made; empty when the caller gave it
};

struct SubscriptionUpdate {
  std::string organisation;
  std::string name;
  std::optional<std::string> url;
  std::optional<std::vector<EventType>> types;
  std::optional<bool> is_paused;
  std::optional<std::string> secret;
  std::string etag;  // empty: whatever it was
  std::string request_id;
};

struct TestResult {
  int http_status = 0;  // 0: no answer
  std::string trouble;
};

// Where events are sent to; the errors are those of subscription_service.proto. Thread-safe.
class Subscriptions {
 public:
  Subscriptions(const Environment& env, SubscriptionOptions options)
      : env_(env), options_(std::move(options)) {}

  absl::StatusOr<CreatedSubscription> Create(const Caller& caller, const NewSubscription& request);
  absl::StatusOr<SubscriptionView> Get(const Caller& caller, const std::string& organisation,
                                       const std::string& name);
  absl::StatusOr<std::vector<SubscriptionView>> List(const Caller& caller, const std::string& organisation);
  absl::StatusOr<SubscriptionView> Update(const Caller& caller, const SubscriptionUpdate& update);
  // Deleting what is not there any more is OK when the request id is the one that deleted it.
  absl::Status Delete(const Caller& caller, const std::string& organisation, const std::string& name,
                      const std::string& request_id);
  // Moves the cursor, back or forth.
  absl::StatusOr<SubscriptionView> Replay(const Caller& caller, const std::string& organisation,
                                          const std::string& name, const EventStart& start,
                                          const std::string& request_id);
  // Sends a ping, or to an xAPI store an empty list of statements, at once and waits for the answer.
  absl::StatusOr<TestResult> Test(const Caller& caller, const std::string& organisation,
                                  const std::string& name);

  const SubscriptionOptions& options() const { return options_; }

 private:
  Environment env_;
  const SubscriptionOptions options_;
};

}  // namespace nanolearn
