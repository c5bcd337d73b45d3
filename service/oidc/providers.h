#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/clock.h"
#include "service/oidc/http.h"
#include "service/oidc/jwt.h"
#include "service/oidc/metadata.h"
#include "service/oidc/token_endpoint.h"
#include "service/oidc/turns.h"

namespace nanolearn::oidc {

// What identity providers say of themselves and their keys, fetched when it is needed and kept for an hour. A token with an unknown key
// has them fetched again, at most once in a minute for each provider, so that a flood of invented tokens costs it nothing. One worker waits
// for them; whoever comes meanwhile gets what is kept, or is told at once that the provider does not answer. Thread-safe.
class Providers {
 public:
  // `clock` outlives it.
  Providers(const Clock& clock, HttpOptions http);

  // UNAVAILABLE when it cannot be reached or understood; the message is for logs. May wait for the network, as may Verify.
  absl::StatusOr<Metadata> MetadataOf(const std::string& issuer);
  // As VerifySignature, with the provider's keys of now.
  absl::StatusOr<Claims> Verify(const std::string& issuer, absl::string_view token);
  // As oidc::AskForTokens; UNAVAILABLE also when too many wait for this provider, or for all of them.
  absl::StatusOr<TokenAnswer> AskForTokens(const Metadata& metadata, const Client& client, Fields fields);
  // Of its next use everything is fetched anew.
  void Forget(const std::string& issuer);

  bool allows_own_network() const { return http_.allows_own_network; }

 private:
  struct Facts {
    Metadata metadata;
    std::vector<SigningKey> keys;
    absl::Time read_time;
  };
  using KeptFacts = std::shared_ptr<const Facts>;
  struct Provider {
    std::mutex fetching;  // whoever asks has it; nobody waits for it
    KeptFacts facts;      // under mutex_
    absl::Time try_time = absl::InfinitePast();  // of the last time it was asked; under `fetching`, as is the next
    absl::Status problem;                        // what came of that
  };

  absl::StatusOr<KeptFacts> Current(const std::string& issuer);
  // Others than `known`, if the provider may be asked; else the same.
  absl::StatusOr<KeptFacts> Newer(const std::string& issuer, const KeptFacts& known);
  absl::StatusOr<KeptFacts> FetchUnlessKnown(const std::string& issuer, Provider& provider, const KeptFacts& known);
  absl::StatusOr<KeptFacts> Fetch(const std::string& issuer) const;
  std::shared_ptr<Provider> ProviderOf(const std::string& issuer);
  KeptFacts FactsOf(const Provider& provider) const;

  const Clock& clock_;
  const HttpOptions http_;
  Turns turns_;
  mutable std::mutex mutex_;  // for providers_ and their facts
  std::map<std::string, std::shared_ptr<Provider>> providers_;
};

}  // namespace nanolearn::oidc
