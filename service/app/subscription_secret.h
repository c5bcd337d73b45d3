#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/base/key_ring.h"
#include "service/domain/subscription.h"

namespace nanolearn {

// The secret of a subscription as it is kept: nobody can read it from the database alone.
Sealed SealSubscriptionSecret(const KeyRing& keys, Id subscription_id, absl::string_view secret);
// DATA_LOSS when this server has another key than the one that sealed it.
absl::StatusOr<std::string> OpenSubscriptionSecret(const KeyRing& keys, const Subscription& subscription);

}  // namespace nanolearn
