#include "service/app/subscription_secret.h"

namespace nanolearn {
namespace {

SealKey KeyOf(const HashKey& key) { return SealKey::Derive(key, "subscription secret"); }

}  // namespace

std::string SealSubscriptionSecret(const HashKey& key, Id subscription_id, absl::string_view secret) {
  return KeyOf(key).Seal(secret, FormatId(subscription_id));
}

absl::StatusOr<std::string> OpenSubscriptionSecret(const HashKey& key, const Subscription& subscription) {
  absl::StatusOr<std::string> secret = KeyOf(key).Open(subscription.sealed_secret, FormatId(subscription.id));
  if (!secret.ok()) {
    return absl::DataLossError(
        "the subscription's secret cannot be opened: this server has another identity.key; give the secret "
        "again");
  }
  return secret;
}

}  // namespace nanolearn
