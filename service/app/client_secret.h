#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/base/key_ring.h"
#include "service/domain/identity_provider.h"

namespace nanolearn {

// The secret that we have with an identity provider, as it is kept: nobody can read it from the database alone. Empty stays empty.
Sealed SealClientSecret(const KeyRing& keys, Id organisation_id, absl::string_view secret);
// DATA_LOSS when this server has another key than the one that sealed it.
absl::StatusOr<std::string> OpenClientSecret(const KeyRing& keys, const IdentityProvider& provider);

}  // namespace nanolearn
