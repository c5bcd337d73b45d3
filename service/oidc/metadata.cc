#include "service/oidc/metadata.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/secret.h"
#include "service/domain/identity_provider.h"

namespace nanolearn::oidc {
namespace {

using nlohmann::json;

// An endpoint as good as the issuer: without TLS only when that has none.
std::string EndpointIn(const json& document, const char* name, absl::string_view issuer) {
  const auto found = document.find(name);
  if (found == document.end() || !found->is_string()) return "";
  std::string url = found->get<std::string>();
  const bool is_good = IsProviderUrl(url) && (absl::StartsWith(url, "https://") || absl::StartsWith(issuer, "http://"));
  return is_good ? url : "";
}

bool IsTrue(const json& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && *found == json(true);
}

}  // namespace

std::string MetadataUrl(absl::string_view issuer) {
  return absl::StrCat(absl::StripSuffix(issuer, "/"), "/.well-known/openid-configuration");
}

absl::StatusOr<Metadata> ParseMetadata(absl::string_view text, const std::string& issuer) {
  const json document = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return absl::InvalidArgumentError("what the provider says of itself is no JSON");
  const auto named = document.find("issuer");
  if (named == document.end() || *named != json(issuer)) {
    return absl::InvalidArgumentError(absl::StrCat("the document at ", MetadataUrl(issuer), " is of another issuer"));
  }
  Metadata metadata{.issuer = issuer,
                    .authorization_endpoint = EndpointIn(document, "authorization_endpoint", issuer),
                    .token_endpoint = EndpointIn(document, "token_endpoint", issuer),
                    .keys_url = EndpointIn(document, "jwks_uri", issuer),
                    .device_endpoint = EndpointIn(document, "device_authorization_endpoint", issuer),
                    .names_itself = IsTrue(document, "authorization_response_iss_parameter_supported")};
  if (metadata.authorization_endpoint.empty() || metadata.token_endpoint.empty() || metadata.keys_url.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("the document at ", MetadataUrl(issuer),
                                                   " lacks an endpoint that is needed, or has it without TLS"));
  }
  return metadata;
}

std::string AuthorizationUrl(const Metadata& metadata, const Authorization& authorization) {
  const bool has_query = absl::StrContains(metadata.authorization_endpoint, '?');
  Fields fields = {{"response_type", "code"},
                   {"client_id", authorization.client_id},
                   {"redirect_uri", authorization.redirect_url},
                   {"scope", kScope},
                   {"state", authorization.state},
                   {"nonce", authorization.nonce},
                   {"code_challenge", CodeChallenge(authorization.verifier)},
                   {"code_challenge_method", "S256"},
                   {"ui_locales", authorization.language}};
  if (!authorization.acr_values.empty()) fields.push_back({"acr_values", authorization.acr_values});
  return absl::StrCat(metadata.authorization_endpoint, has_query ? "&" : "?", QueryOf(fields));
}

std::string CodeChallenge(absl::string_view verifier) { return absl::WebSafeBase64Escape(Sha256(verifier)); }

}  // namespace nanolearn::oidc
