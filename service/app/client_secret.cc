#include "service/app/client_secret.h"

namespace nanolearn {
namespace {

constexpr char kPurpose[] = "identity provider secret";

}  // namespace

Sealed SealClientSecret(const KeyRing& keys, Id organisation_id, absl::string_view secret) {
  return secret.empty() ? Sealed() : keys.Seal(kPurpose, secret, FormatId(organisation_id));
}

absl::StatusOr<std::string> OpenClientSecret(const KeyRing& keys, const IdentityProvider& provider) {
  if (provider.sealed_secret.empty()) return "";
  absl::StatusOr<std::string> secret =
      keys.Open(kPurpose, provider.sealed_secret, FormatId(provider.organisation_id));
  if (absl::IsDataLoss(secret.status())) {
    return absl::DataLossError(
        "the identity provider's client secret cannot be opened: this server has another identity.key; give the "
        "secret again");
  }
  return secret;
}

}  // namespace nanolearn
