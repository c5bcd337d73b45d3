#pragma once
// JSON Web Tokens (RFC 7519) that identity providers sign. Pure: keys and the time are parameters.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/oidc/key_set.h"

namespace nanolearn::oidc {

inline constexpr size_t kMaxJwtBytes = 16 << 10;
// How much the provider's clock and ours may differ.
inline constexpr absl::Duration kClockSkew = absl::Seconds(60);

// What a token says.
struct Claims {
  std::string issuer;
  std::vector<std::string> audiences;
  std::string authorized_party;  // "azp"
  std::string nonce;
  absl::Time expire_time = absl::InfinitePast();
  absl::Time not_before = absl::InfinitePast();
  absl::Time issue_time = absl::InfinitePast();
  bool is_email_unverified = false;          // "email_verified" is there and false
  std::vector<std::string> methods;          // "amr": how they have signed in
  std::map<std::string, std::string> texts;  // all claims that are text
};

// Whether it could be one: three parts in base64url with dots between them.
bool HasJwtForm(absl::string_view text);

// What it says. Nobody has verified that: it is good for finding the keys, and for whoever has got the token themselves. Nothing for one
// that cannot be read.
std::optional<Claims> UnverifiedClaims(absl::string_view token);

// The claims of a token that one of the keys has signed. The token says by which algorithm, the key whether it is for that: RS256, PS256 and
// ES256, nothing else. NOT_FOUND when no key has the id that the token names, UNAUTHENTICATED for whatever else is wrong; the message is
// for logs.
absl::StatusOr<Claims> VerifySignature(absl::string_view token, absl::Span<const SigningKey> keys);

// What claims must be, beside signed.
struct ClaimRules {
  std::string issuer;
  std::vector<std::string> audiences;  // the token is for one of them
  std::optional<std::string> nonce;    // of an ID token that was asked for with it
  std::vector<std::string> acr_values;  // its "acr" is one of these; empty: anything
  std::vector<std::string> amr_values;  // one of its "amr" is one of these; empty: anything
};

// UNAUTHENTICATED; DEADLINE_EXCEEDED when everything is right but the time: it has expired. The message is for logs.
absl::Status CheckClaims(const Claims& claims, const ClaimRules& rules, absl::Time now);

// Whose token it is, by the claim that the provider has it in; in small letters. UNAUTHENTICATED when it is no address, or one that the
// provider says nobody has verified.
absl::StatusOr<std::string> EmailIn(const Claims& claims, const std::string& claim);

}  // namespace nanolearn::oidc
