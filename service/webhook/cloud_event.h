#pragma once
// Webhooks: events as CloudEvents 1.0, signed as Standard Webhooks 1.0 says.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/domain/event_details.h"
#include "service/domain/subscription.h"
#include "service/webhook/http_client.h"

namespace nanolearn {

// One event in CloudEvents' JSON format. Its id is the same whenever and by whichever server it is sent.
nlohmann::json ToCloudEvent(const EventDetails& details);

// A batch of events for a subscription.
HttpPost MakeWebhook(const Subscription& subscription, absl::string_view secret,
                     absl::Span<const EventDetails> events, absl::Time now);
// One event that tells of nothing, to try whether it arrives.
HttpPost MakePing(const Subscription& subscription, absl::string_view secret, const std::string& organisation,
                  const std::string& id, absl::Time now);

// The value of webhook-signature.
std::string SignWebhook(absl::string_view key, absl::string_view id, absl::Time now, absl::string_view body);

}  // namespace nanolearn
