#pragma once
// Subscriptions as they are shown.

#include "admin-cli/output.h"
#include "nanolearn/v1/subscription_service.pb.h"

namespace nanolearn::cli {

// What a list says of each.
const ColumnsOf<v1::Subscription>& BriefSubscriptionColumns();
// With what is sent and how it goes.
const ColumnsOf<v1::Subscription>& FullSubscriptionColumns();

}  // namespace nanolearn::cli
