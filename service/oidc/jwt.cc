#include "service/oidc/jwt.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/domain/email_address.h"
#include "service/oidc/base64url.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

struct Release {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
using Jws = std::unique_ptr<cjose_jws_t, Release>;
using Jwk = std::unique_ptr<cjose_jwk_t, Release>;

absl::Status Refused(absl::string_view why) { return absl::UnauthenticatedError(why); }

struct Algorithm {
  absl::string_view name;
  KeyType type;
};
// All that is accepted. Neither `none` nor any with a shared secret is here, and a key is used with those of its type alone: a token
// cannot make a public key pass for a secret.
constexpr Algorithm kAlgorithms[] = {{"RS256", KeyType::kRsa}, {"PS256", KeyType::kRsa}, {"ES256", KeyType::kP256}};

const Algorithm* AlgorithmOf(absl::string_view name) {
  const auto found = std::find_if(std::begin(kAlgorithms), std::end(kAlgorithms),
                                  [&](const Algorithm& algorithm) { return algorithm.name == name; });
  return found == std::end(kAlgorithms) ? nullptr : found;
}

std::string HeaderText(cjose_header_t* header, const char* name) {
  cjose_err error;
  const char* const text = cjose_header_get(header, name, &error);
  return text ? text : "";
}

// Tokens of other kinds, such as those that end a session, are signed with the same keys.
bool IsKnownType(absl::string_view type) {
  const std::string small = absl::AsciiStrToLower(type);
  const absl::string_view name = absl::StripPrefix(small, "application/");
  return name.empty() || name == "jwt" || name == "at+jwt";
}

// The first or second part of what has the form of a token; null when it is no JSON.
json PartOf(absl::string_view token, size_t index) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  std::string text;
  if (!absl::WebSafeBase64Unescape(parts[index], &text)) return nullptr;
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

// No extension that must be understood is. cjose tells of those alone that are a list.
bool IsUnderstood(absl::string_view token) {
  const json header = PartOf(token, 0);
  return header.is_object() && !header.contains("crit");
}

bool IsSignedBy(cjose_jws_t& jws, const SigningKey& key) {
  cjose_err error;
  const Jwk jwk(cjose_jwk_import(key.jwk.data(), key.jwk.size(), &error));
  return jwk && cjose_jws_verify(&jws, jwk.get(), &error);
}

std::vector<const SigningKey*> KeysFor(absl::Span<const SigningKey> keys, const Algorithm& algorithm,
                                       const std::string& key_id) {
  std::vector<const SigningKey*> fitting;
  for (const SigningKey& key : keys) {
    const bool fits = key.type == algorithm.type && (key.algorithm.empty() || key.algorithm == algorithm.name);
    if (fits && (key_id.empty() || key.id == key_id)) fitting.push_back(&key);
  }
  return fitting;
}

std::optional<absl::Time> TimeIn(const json& claims, const char* name) {
  constexpr double kMost = 1e11;  // the year 5138
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!std::isfinite(seconds) || std::abs(seconds) > kMost) return std::nullopt;
  return absl::FromUnixMillis(static_cast<int64_t>(seconds * 1000));
}

// A time that is there must be one.
bool ReadTime(const json& claims, const char* name, absl::Time& time) {
  if (!claims.contains(name)) return true;
  const std::optional<absl::Time> found = TimeIn(claims, name);
  if (found) time = *found;
  return found.has_value();
}

bool ReadAudiences(const json& claims, std::vector<std::string>& audiences) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return true;
  const json list = found->is_array() ? *found : json::array({*found});
  for (const json& audience : list) {
    if (!audience.is_string()) return false;
    audiences.push_back(audience.get<std::string>());
  }
  return true;
}

// What is no list of texts names no method.
std::vector<std::string> MethodsIn(const json& claims) {
  std::vector<std::string> methods;
  const auto found = claims.find("amr");
  if (found == claims.end()) return methods;
  for (const json& method : found->is_array() ? *found : json::array({*found})) {
    if (method.is_string()) methods.push_back(method.get<std::string>());
  }
  return methods;
}

// Some providers write the word.
bool IsFalse(const json& claims, const char* name) {
  const auto found = claims.find(name);
  return found != claims.end() && *found != json(true) && *found != json("true");
}

absl::StatusOr<Claims> ReadClaims(const json& parsed) {
  if (!parsed.is_object()) return Refused("its claims cannot be read");
  Claims claims;
  for (const auto& [name, value] : parsed.items()) {
    if (value.is_string()) claims.texts[name] = value.get<std::string>();
  }
  claims.issuer = claims.texts["iss"];
  claims.authorized_party = claims.texts["azp"];
  claims.nonce = claims.texts["nonce"];
  claims.is_email_unverified = IsFalse(parsed, "email_verified");
  claims.methods = MethodsIn(parsed);
  const bool can_be_read = ReadAudiences(parsed, claims.audiences) && ReadTime(parsed, "exp", claims.expire_time) &&
                           ReadTime(parsed, "nbf", claims.not_before) && ReadTime(parsed, "iat", claims.issue_time);
  if (!can_be_read) return Refused("its audience or its times cannot be read");
  return claims;
}

absl::StatusOr<Claims> ClaimsOf(const cjose_jws_t& jws) {
  cjose_err error;
  uint8_t* payload = nullptr;  // the token's own
  size_t bytes = 0;
  if (!cjose_jws_get_plaintext(&jws, &payload, &bytes, &error)) return Refused("it has no claims");
  return ReadClaims(json::parse(payload, payload + bytes, nullptr, /*allow_exceptions=*/false));
}

bool Contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

absl::Status CheckAudience(const Claims& claims, const ClaimRules& rules) {
  const bool is_ours = std::any_of(claims.audiences.begin(), claims.audiences.end(),
                                   [&](const std::string& audience) { return Contains(rules.audiences, audience); });
  if (!is_ours) return Refused("it is for another audience");
  // Of several, it says who it was given to. An ID token says so whenever it names anybody; in an access token it is whoever calls.
  const bool must_name = claims.audiences.size() > 1 || (rules.nonce && !claims.authorized_party.empty());
  if (must_name && !Contains(rules.audiences, claims.authorized_party)) return Refused("it was given to another client");
  return absl::OkStatus();
}

// Whether they have signed in by the means that are asked for.
absl::Status CheckMeans(const Claims& claims, const ClaimRules& rules) {
  const auto acr = claims.texts.find("acr");
  const bool has_acr = acr != claims.texts.end() && Contains(rules.acr_values, acr->second);
  if (!rules.acr_values.empty() && !has_acr) return Refused("its acr is none of those that are asked for");
  const bool has_amr = std::any_of(claims.methods.begin(), claims.methods.end(),
                                   [&](const std::string& method) { return Contains(rules.amr_values, method); });
  if (!rules.amr_values.empty() && !has_amr) return Refused("none of its amr is one of those that are asked for");
  return absl::OkStatus();
}

}  // namespace

bool HasJwtForm(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('.', 3));
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), IsBase64Url);
}

std::optional<Claims> UnverifiedClaims(absl::string_view token) {
  if (token.size() > kMaxJwtBytes || !HasJwtForm(token)) return std::nullopt;
  absl::StatusOr<Claims> claims = ReadClaims(PartOf(token, 1));
  if (!claims.ok()) return std::nullopt;
  return *std::move(claims);
}

absl::StatusOr<Claims> VerifySignature(absl::string_view token, absl::Span<const SigningKey> keys) {
  if (token.size() > kMaxJwtBytes || !HasJwtForm(token)) return Refused("it is no token");
  cjose_err error;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return Refused("it cannot be read, or is signed in a way that is not known");
  cjose_header_t* const header = cjose_jws_get_protected(jws.get());
  const Algorithm* const algorithm = AlgorithmOf(HeaderText(header, CJOSE_HDR_ALG));
  if (!algorithm) return Refused("it is not signed by RS256, PS256 or ES256");
  if (!IsUnderstood(token) || !IsKnownType(HeaderText(header, "typ"))) return Refused("it is a token of another kind");
  const std::string key_id = HeaderText(header, CJOSE_HDR_KID);
  const std::vector<const SigningKey*> fitting = KeysFor(keys, *algorithm, key_id);
  if (fitting.empty()) return absl::NotFoundError("it is signed with a key that the provider does not have");
  for (const SigningKey* key : fitting) {
    if (IsSignedBy(*jws, *key)) return ClaimsOf(*jws);
  }
  return Refused("its signature is wrong");
}

absl::Status CheckClaims(const Claims& claims, const ClaimRules& rules, absl::Time now) {
  if (claims.issuer != rules.issuer) return Refused("it is of another issuer");
  if (absl::Status status = CheckAudience(claims, rules); !status.ok()) return status;
  if (rules.nonce && claims.nonce != *rules.nonce) return Refused("it was not made for this sign-in");
  if (absl::Status status = CheckMeans(claims, rules); !status.ok()) return status;
  if (claims.not_before > now + kClockSkew) return Refused("it is not valid yet");
  if (claims.issue_time > now + kClockSkew) return Refused("it was issued in the future");
  if (claims.expire_time == absl::InfinitePast()) return Refused("it never expires");
  if (now >= claims.expire_time + kClockSkew) return absl::DeadlineExceededError("it has expired");
  return absl::OkStatus();
}

absl::StatusOr<std::string> EmailIn(const Claims& claims, const std::string& claim) {
  if (claims.is_email_unverified) return Refused("the provider has not verified the address");
  const auto found = claims.texts.find(claim);
  if (found == claims.texts.end()) return Refused("it has no address in the claim that it should be in");
  const std::optional<std::string> email = NormalizeEmailAddress(found->second);
  if (!email) return Refused("what should be an address in it is none");
  return absl::AsciiStrToLower(*email);
}

}  // namespace nanolearn::oidc
