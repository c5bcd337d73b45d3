#pragma once
// xAPI 1.0.3: completions as statements for a learning record store.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/domain/event_details.h"
#include "service/domain/subscription.h"
#include "service/webhook/http_client.h"

namespace nanolearn {

// A UUID of version 5 in the product's own namespace: the same for the same text.
std::string NameUuid(absl::string_view text);

// Null for what has no statement: other types of events, and completions of protected identities. That one is
// taken back names nobody and is told always, since the store may have the completion from before the
// identity was protected. A completion's is told by its id, so that whoever is sent it twice has it once.
nlohmann::json ToStatement(const EventDetails& details);

// Statements for a subscription.
HttpPost MakeStatements(const Subscription& subscription, absl::string_view secret,
                        const nlohmann::json& statements);

}  // namespace nanolearn
