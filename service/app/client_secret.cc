#include "service/app/client_secret.h"

namespace nanolearn {
namespace {

SealKey KeyOf(const HashKey& key) { return SealKey::Derive(key, "identity provider secret"); }

}  // namespace

std::string SealClientSecret(const HashKey& key, Id organisation_id, absl::string_view secret) {
  return secret.empty() ? "" : KeyOf(key).Seal(secret, FormatId(organisation_id));
}

absl::StatusOr<std::string> OpenClientSecret(const HashKey& key, const IdentityProvider& provider) {
  if (provider.sealed_secret.empty()) return "";
  absl::StatusOr<std::string> secret =
      KeyOf(key).Open(provider.sealed_secret, FormatId(provider.organisation_id));
  if (!secret.ok()) {
    return absl::DataLossError(
        "the identity provider's client secret cannot be opened: this server has another identity.key; give the "
        "secret again");
  }
  return secret;
}

}  // namespace nanolearn
