#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/base/secret.h"
#include "service/domain/event.h"

namespace nanolearn {

enum class SubscriptionKind {
  kWebhook,  // CloudEvents, signed
  kXapi,     // statements to a learning record store
};
// "WEBHOOK", "XAPI".
absl::string_view SubscriptionKindName(SubscriptionKind kind);
std::optional<SubscriptionKind> ParseSubscriptionKind(absl::string_view name);

enum class SubscriptionState {
  kActive,
  kPaused,   // nothing is sent
  kFailing,  // has long not been reached; tried once in a while
};
// "ACTIVE", "PAUSED", "FAILING".
absl::string_view SubscriptionStateName(SubscriptionState state);
std::optional<SubscriptionState> ParseSubscriptionState(absl::string_view name);

// Where events are sent to.
struct Subscription {
  Id id = kNoId;
  std::string name;  // a slug
  SubscriptionKind kind = SubscriptionKind::kWebhook;
  std::string url;
  Sealed sealed_secret;
  std::vector<EventType> types;  // ascending, each once
  uint64_t next_sequence = 1;    // of the next event to be sent
  SubscriptionState state = SubscriptionState::kActive;
  int tries = 0;                               // since the last that went well
  absl::Time due_time = absl::InfinitePast();  // not to be tried before
  absl::Time last_success_time = absl::InfinitePast();
  std::string last_error;
  uint64_t version = 1;
  absl::Time create_time;
};

// The host of http(s)://HOST[:PORT][/...]; empty when there is none.
absl::string_view UrlHost(absl::string_view url);

// What an xAPI store is told of; the other types have no statement.
bool HasStatement(EventType type);

// INVALID_FIELD, with the path below "subscription.", for what cannot be. `allows_http`: also
// without TLS.
absl::Status CheckSubscription(const Subscription& subscription, bool allows_http);
// The same of its secret: "whsec_" and base64 of 24 to 64 bytes for a webhook, user:password for xAPI.
absl::Status CheckSubscriptionSecret(SubscriptionKind kind, absl::string_view secret);

// The key in the secret of a webhook; empty when it has none.
std::string WebhookKey(absl::string_view secret);
// A secret for a webhook with 32 bytes of chance as its key.
std::string MakeWebhookSecret(absl::string_view key);

}  // namespace nanolearn
