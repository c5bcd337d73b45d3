#pragma once
// What the commands that change a subscription are given.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "admin-cli/instants.h"
#include "nanolearn/v1/subscription_service.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {

inline constexpr char kSubscriptionHelp[] = "The subscription, as subscriptions list shows it";

// The secret in a file, without the line's end; empty without a file.
absl::StatusOr<std::string> ReadSubscriptionSecret(const std::string& path);

absl::Status SetEventTypes(const std::vector<std::string>& types, v1::Subscription& subscription);

// Where to begin: the sequence of an event, or a time.
template <typename Request>
absl::Status SetStart(const std::string& text, Request& request) {
  if (text.empty()) return absl::OkStatus();
  int64_t sequence = 0;
  if (absl::SimpleAtoi(text, &sequence)) {
    request.set_sequence(sequence);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const absl::Time time, ParseDoneTime(text, absl::Now()));
  *request.mutable_time() = ToTimestamp(time);
  return absl::OkStatus();
}

}  // namespace nanolearn::cli
