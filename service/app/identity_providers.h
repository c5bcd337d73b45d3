#pragma once

#include <optional>
#include <string>

#include "service/app/access.h"
#include "service/app/bearer_tokens.h"
#include "service/app/sign_ins.h"
#include "service/domain/identity_provider.h"
#include "service/oidc/providers.h"

namespace nanolearn {

struct IdentityProviderChange {
  std::string organisation;
  IdentityProvider provider;          // of it what somebody states
  std::optional<std::string> secret;  // absent: as it is
  std::string request_id;
};

// Operations on by which provider people sign in; the errors are those of identity_provider_service.proto. Thread-safe.
class IdentityProviders {
 public:
  IdentityProviders(const Environment& env, oidc::Providers& providers, BearerTokens& bearer_tokens, SignIns& sign_ins)
      : env_(env), providers_(providers), bearer_tokens_(bearer_tokens), sign_ins_(sign_ins) {}

  absl::StatusOr<IdentityProvider> Get(const Caller& caller, const std::string& organisation);
  absl::StatusOr<IdentityProvider> Set(const Caller& caller, const IdentityProviderChange& change);
  absl::Status Delete(const Caller& caller, const std::string& organisation, const std::string& request_id);

 private:
  // What is known of a provider is from before the change.
  void Forget(const std::string& issuer);

  Environment env_;
  oidc::Providers& providers_;
  BearerTokens& bearer_tokens_;
  SignIns& sign_ins_;
};

}  // namespace nanolearn
