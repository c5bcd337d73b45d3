// Tokens that say they are of an identity provider. Whoever signs, whatever is written and however it is changed afterwards: nothing is
// accepted but what one of the provider's keys has signed by an algorithm that is allowed, for us, now.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "service/oidc/jwt.h"
#include "tests/fuzzers/target.h"
#include "tests/unit/oidc/signer.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

constexpr int64_t kSecondsNow = 1'800'000'000;
const absl::Time kTokenTime = absl::FromUnixSeconds(kSecondsNow);
constexpr char kTokenIssuer[] = "https://login.alvnas.example";
constexpr size_t kMaxHeaderBytes = 2000;  // what signs is a test's, and not made for deep JSON

// Two keys of the provider's, one of somebody else's with the same id, and the provider's public one taken for a shared secret.
struct Signers {
  Signer rsa = Signer::Rsa("rsa");
  Signer ec = Signer::P256("ec");
  Signer stranger = Signer::Rsa("rsa");
  Signer confused = Signer::Secret("rsa", rsa.Jwk().dump());
  std::vector<SigningKey> keys = *ParseKeySet(json{{"keys", json::array({rsa.Jwk(), ec.Jwk()})}}.dump());
};
const Signers& TokenSigners() {
  static const auto* const kSigners = new Signers;
  return *kSigners;
}

struct WrittenToken {
  std::string payload;
  std::string token;            // as it was signed
  bool is_of_provider = false;
};

// Who signs (r, e, s, c; anything else: nobody), the header, and what is signed.
WrittenToken WriteToken(char who, absl::string_view header_text, absl::string_view payload) {
  const Signers& signers = TokenSigners();
  header_text = header_text.substr(0, kMaxHeaderBytes);
  WrittenToken written{.payload = std::string(payload)};
  json header = json::parse(header_text.begin(), header_text.end(), nullptr, false);
  if (!header.is_object()) header = json::object();
  const auto alg = header.find("alg");
  const std::string algorithm = alg != header.end() && alg->is_string() ? alg->get<std::string>() : "";
  const Signer* const signer = who == 'r'   ? &signers.rsa
                               : who == 'e' ? &signers.ec
                               : who == 's' ? &signers.stranger
                               : who == 'c' ? &signers.confused
                                            : nullptr;
  written.is_of_provider = who == 'r' || who == 'e';
  written.token = signer ? signer->SignBytes(algorithm, written.payload, header)
                         : TokenOf(header.dump(-1, ' ', false, json::error_handler_t::replace), written.payload);
  return written;
}

// With some characters from a place on exchanged for others: "PLACE COUNT CHARACTERS".
std::string EditedToken(std::string token, absl::string_view edit) {
  size_t place = 0, count = 0;
  const bool is_edit = absl::SimpleAtoi(fuzz::TakeUntil(' ', edit), &place) && absl::SimpleAtoi(fuzz::TakeUntil(' ', edit), &count);
  return is_edit && place <= token.size() ? token.replace(place, count, std::string(edit)) : token;
}

// As it stands in the token: cjose leaves out what it cannot write.
bool HasAllowedHeader(absl::string_view token) {
  std::string text;
  REQUIRE(absl::WebSafeBase64Unescape(token.substr(0, token.find('.')), &text));
  const json header = json::parse(text, nullptr, false);
  const std::string alg = header.value("alg", "");
  return (alg == "RS256" || alg == "PS256" || alg == "ES256") && !header.contains("crit");
}

bool IsNumberIn(const json& claims, const char* name, double low, double high) {
  const auto found = claims.find(name);
  return found != claims.end() && found->is_number() && found->get<double>() > low && found->get<double>() < high;
}

// What a token must say, read in another way than the product does.
bool IsForUsNow(absl::string_view payload) {
  constexpr double kSkew = 61;
  const json claims = json::parse(payload.begin(), payload.end(), nullptr, false);
  if (!claims.is_object() || claims.value("iss", json()) != json(kTokenIssuer)) return false;
  const json audience = claims.value("aud", json());
  const bool is_for_us = audience == json("nanolearn") ||
                         (audience.is_array() && std::find(audience.begin(), audience.end(), json("nanolearn")) != audience.end());
  const bool has_begun = !claims.contains("nbf") || IsNumberIn(claims, "nbf", -1e12, kSecondsNow + kSkew);
  return is_for_us && has_begun && IsNumberIn(claims, "exp", kSecondsNow - kSkew, 1e12);
}

void RequireGoodEmail(const Claims& claims) {
  const absl::StatusOr<std::string> email = EmailIn(claims, "email");
  if (!email.ok()) return;
  REQUIRE(!claims.is_email_unverified && absl::StrContains(*email, '@') && *email == absl::AsciiStrToLower(*email));
}

// Lines: who signs, the header, the edit; the rest is what is signed.
FUZZ_TARGET(jwt) {
  (void)VerifySignature(bytes, TokenSigners().keys);
  const absl::string_view who = fuzz::TakeUntil('\n', bytes), header = fuzz::TakeUntil('\n', bytes),
                          edit = fuzz::TakeUntil('\n', bytes);
  const WrittenToken written = WriteToken(who.empty() ? 'n' : who[0], header, bytes);
  const std::string token = EditedToken(written.token, edit);
  const absl::StatusOr<Claims> claims = VerifySignature(token, TokenSigners().keys);
  const std::optional<Claims> unverified = UnverifiedClaims(token);
  if (!claims.ok()) return;
  REQUIRE(written.is_of_provider && HasAllowedHeader(token));
  REQUIRE(absl::StartsWith(token, written.token.substr(0, written.token.rfind('.') + 1)));  // what is signed is as it was
  REQUIRE(unverified && unverified->issuer == claims->issuer && unverified->audiences == claims->audiences);
  RequireGoodEmail(*claims);
  const absl::Status status = CheckClaims(*claims, {.issuer = kTokenIssuer, .audiences = {"nanolearn"}}, kTokenTime);
  REQUIRE(!status.ok() || IsForUsNow(written.payload));
}

}  // namespace
}  // namespace nanolearn::oidc
