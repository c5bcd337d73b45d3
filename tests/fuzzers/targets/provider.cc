// What an identity provider, or whoever answers in its name, says: of itself, of its keys, and when it is asked for tokens.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/oidc/device.h"
#include "service/oidc/jwt.h"
#include "service/oidc/token_endpoint.h"
#include "tests/fuzzers/target.h"
#include "tests/unit/oidc/signer.h"

namespace nanolearn::oidc {
namespace {

constexpr char kProviderIssuer[] = "https://login.alvnas.example";

// TLS, and nothing that a terminal or a header would obey.
bool IsSafeUrl(absl::string_view url) {
  return absl::StartsWith(url, "https://") &&
         std::all_of(url.begin(), url.end(), [](unsigned char c) { return absl::ascii_isgraph(c); });
}

void RequireSafeMetadata(const Metadata& metadata) {
  REQUIRE(IsSafeUrl(metadata.authorization_endpoint) && IsSafeUrl(metadata.token_endpoint) && IsSafeUrl(metadata.keys_url));
  REQUIRE(metadata.device_endpoint.empty() || IsSafeUrl(metadata.device_endpoint));
  REQUIRE(IsSafeUrl(AuthorizationUrl(metadata, {.client_id = "nanolearn", .language = "sv"})));
}

// Signed by keys that no key set of chance has.
const std::vector<std::string>& ForeignTokens() {
  static const auto* const kTokens = new std::vector<std::string>{
      Signer::Rsa("").Sign("RS256", nlohmann::json::object()), Signer::P256("").Sign("ES256", nlohmann::json::object())};
  return *kTokens;
}

// Read again from its own words, a key is the same.
void RequirePublicKey(const SigningKey& key) {
  const auto part = nlohmann::json::parse(key.jwk);
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi", "k"}) REQUIRE(!part.contains(secret));
  const auto again = ParseKeySet(nlohmann::json{{"keys", nlohmann::json::array({part})}}.dump());
  REQUIRE(again.ok() && again->size() == 1 && again->front().type == key.type && again->front().jwk == key.jwk);
}

void RequireGoodKeys(const std::vector<SigningKey>& keys) {
  REQUIRE(keys.size() <= 100);
  for (const SigningKey& key : keys) RequirePublicKey(key);
  for (const std::string& token : ForeignTokens()) REQUIRE(!VerifySignature(token, keys).ok());
}

FUZZ_TARGET(provider) {
  if (const auto metadata = ParseMetadata(bytes, kProviderIssuer); metadata.ok()) RequireSafeMetadata(*metadata);
  if (const auto keys = ParseKeySet(bytes); keys.ok()) RequireGoodKeys(*keys);
  if (const auto tokens = ParseTokenAnswer(bytes); tokens.ok()) REQUIRE(!tokens->error.empty() || !tokens->id_token.empty());
  if (const auto device = ParseDeviceCode(bytes); device.ok()) {
    REQUIRE(!device->user_code.empty() && std::all_of(device->user_code.begin(), device->user_code.end(), absl::ascii_isprint));
    REQUIRE(device->good_for >= absl::Seconds(1) && device->pause >= absl::Seconds(1));
  }
}

}  // namespace
}  // namespace nanolearn::oidc
