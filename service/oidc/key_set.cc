#include "service/oidc/key_set.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>

#include "absl/strings/escaping.h"
#include "service/oidc/base64url.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

constexpr size_t kMaxKeys = 100;
constexpr size_t kMinRsaBytes = 2048 / 8;

std::string TextIn(const json& key, const char* name) {
  const auto found = key.find(name);
  return found != key.end() && found->is_string() ? found->get<std::string>() : "";
}

bool IsForSignatures(const json& key) {
  const std::string use = TextIn(key, "use");
  return use.empty() || use == "sig";
}

bool HasNumbers(const json& key, std::initializer_list<const char*> names) {
  return std::all_of(names.begin(), names.end(), [&](const char* name) {
    const std::string number = TextIn(key, name);
    return !number.empty() && IsBase64Url(number);
  });
}

size_t RsaBytes(const json& key) {
  std::string modulus;
  if (!HasNumbers(key, {"n", "e"}) || !absl::WebSafeBase64Unescape(TextIn(key, "n"), &modulus)) return 0;
  const size_t first = modulus.find_first_not_of('\0');
  return first == std::string::npos ? 0 : modulus.size() - first;
}

std::optional<KeyType> TypeOf(const json& key) {
  const std::string type = TextIn(key, "kty");
  if (type == "RSA" && RsaBytes(key) >= kMinRsaBytes) return KeyType::kRsa;
  if (type == "EC" && TextIn(key, "crv") == "P-256" && HasNumbers(key, {"x", "y"})) return KeyType::kP256;
  return std::nullopt;
}

// Nothing but what a public key is made of.
std::string PublicPart(const json& key, KeyType type) {
  json part;
  const std::vector<const char*> names = type == KeyType::kRsa ? std::vector<const char*>{"kty", "n", "e"}
                                                               : std::vector<const char*>{"kty", "crv", "x", "y"};
  for (const char* name : names) part[name] = TextIn(key, name);
  return part.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

absl::StatusOr<std::vector<SigningKey>> ParseKeySet(absl::string_view text) {
  const json set = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!set.is_object() || !set.contains("keys") || !set["keys"].is_array()) {
    return absl::InvalidArgumentError("what the provider has for its keys is no key set");
  }
  std::vector<SigningKey> keys;
  for (const json& key : set["keys"]) {
    if (!key.is_object() || !IsForSignatures(key)) continue;
    const std::optional<KeyType> type = TypeOf(key);
    if (!type || keys.size() >= kMaxKeys) continue;
    keys.push_back({TextIn(key, "kid"), TextIn(key, "alg"), *type, PublicPart(key, *type)});
  }
  return keys;
}

}  // namespace nanolearn::oidc
