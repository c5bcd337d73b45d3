#pragma once
// What an identity provider says of itself: OpenID Connect Discovery 1.0.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/oidc/query.h"

namespace nanolearn::oidc {

struct Metadata {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string keys_url;
  std::string device_endpoint;  // empty: it has none
  bool names_itself = false;     // in what it sends browsers back with (RFC 9207)
};

// Where the document is.
std::string MetadataUrl(absl::string_view issuer);

// INVALID_ARGUMENT for what is no such document, is another issuer's, or leads from TLS to where there is none.
absl::StatusOr<Metadata> ParseMetadata(absl::string_view json, const std::string& issuer);

// What a page sends the browser to the provider with.
struct Authorization {
  std::string client_id;
  std::string redirect_url;
  std::string state;
  std::string nonce;
  std::string verifier;  // of PKCE (RFC 7636): only its hash is sent
  std::string language;
  std::string acr_values;  // how somebody is to sign in there, with spaces between; empty: anyhow
};
inline constexpr char kScope[] = "openid profile email";

std::string AuthorizationUrl(const Metadata& metadata, const Authorization& authorization);
// S256.
std::string CodeChallenge(absl::string_view verifier);

}  // namespace nanolearn::oidc
