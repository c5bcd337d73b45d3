#include "service/app/subscription_secret.h"

namespace nanolearn {
namespace {

constexpr char kPurpose[] = "subscription secret";

}  // namespace

Sealed SealSubscriptionSecret(const KeyRing& keys, Id subscription_id, absl::string_view secret) {
  return keys.Seal(kPurpose, secret, FormatId(subscription_id));
}

absl::StatusOr<std::string> OpenSubscriptionSecret(const KeyRing& keys, const Subscription& subscription) {
  absl::StatusOr<std::string> secret = keys.Open(kPurpose, subscription.sealed_secret, FormatId(subscription.id));
  if (absl::IsDataLoss(secret.status())) {
    return absl::DataLossError(
        "the subscription's secret cannot be opened: this server has another identity.key; give the secret "
        "again");
  }
  return secret;
}

}  // namespace nanolearn
