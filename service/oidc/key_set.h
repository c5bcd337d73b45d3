#pragma once
// The public keys of an identity provider: a JSON Web Key Set (RFC 7517).

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::oidc {

enum class KeyType { kRsa, kP256 };

// A key that signatures may be checked with.
struct SigningKey {
  std::string id;         // "kid"; may be empty
  std::string algorithm;  // "alg"; empty: each that its type is for
  KeyType type = KeyType::kRsa;
  std::string jwk;  // its public part, as JSON
};

// Keys of other types, for other uses, too short, or not written as keys are (RFC 7518) are left out: nothing is ever checked with them. INVALID_ARGUMENT for text that is
// no key set.
absl::StatusOr<std::vector<SigningKey>> ParseKeySet(absl::string_view json);

}  // namespace nanolearn::oidc
