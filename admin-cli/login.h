#pragma once
// Somebody signed in by their organisation's identity provider: kept in a file that only they can read.

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/oidc/token_endpoint.h"

namespace nanolearn::cli {

struct Login {
  std::string address;  // of the server that it is for: no other is ever sent the token
  std::string issuer;
  std::string client_id;
  std::string ca_file;  // of the issuer; empty: the system's
  std::string id_token;
  std::string refresh_token;  // empty: there is none

  oidc::HttpOptions http() const { return {.ca_file = ca_file, .allows_own_network = true}; }
};

// Nothing when there is no file, or it is none of ours.
std::optional<Login> ReadLogin(const std::string& path);
absl::Status WriteLogin(const Login& login, const std::string& path);

// The tokens of an answer; a refresh token that is not given anew stays.
void Take(const oidc::TokenAnswer& tokens, Login& login);

// The token to sign in with. One that has expired is replaced, also in the file. UNAUTHENTICATED / SIGNED_OUT when the provider gives none.
absl::StatusOr<std::string> FreshToken(Login login, const std::string& path, absl::Time now);

}  // namespace nanolearn::cli
