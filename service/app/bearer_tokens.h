#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/app/unit_trees.h"
#include "service/domain/identity_provider.h"
#include "service/oidc/providers.h"

namespace nanolearn {

// Lets people call the API with a token of their organisation's identity provider, as what grants make them. Managers by the staff list
// have pages and no API. Thread-safe.
class BearerTokens {
 public:
  BearerTokens(const Environment& env, oidc::Providers& providers) : env_(env), providers_(providers) {}

  // Whether a bearer is such a token by its form, and none of ours.
  static bool Takes(absl::string_view bearer);
  // As what somebody may act in all organisations that share the token's provider: in each by grants for the whole organisation, then by
  // those for units; never empty. What is found is kept for a second. UNAUTHENTICATED / BAD_TOKEN, or TOKEN_EXPIRED when nothing else is wrong; PERMISSION_DENIED when nobody has given them
  // anything; UNAVAILABLE when the provider cannot be asked for its keys. May wait for the network.
  absl::StatusOr<std::vector<Caller>> Authenticate(const std::string& bearer);
  // Forgets what it keeps: a provider or somebody's access has changed.
  void Forget();

 private:
  struct Known {
    std::vector<Caller> callers;
    absl::Time read_time;
    absl::Time expire_time;  // of the token
  };

  absl::StatusOr<Known> Read(const std::string& bearer);
  // As what the token lets its owner act in the organisation of this provider.
  absl::StatusOr<Known> ReadBy(const IdentityProvider& provider, const std::string& bearer);
  std::vector<Caller> CallersOf(const ReadTransaction& tx, Id organisation_id, const std::string& email);

  Environment env_;
  oidc::Providers& providers_;
  UnitTrees trees_;
  std::mutex mutex_;  // for known_
  absl::flat_hash_map<std::string, Known> known_;
};

}  // namespace nanolearn
