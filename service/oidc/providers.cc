#include "service/oidc/providers.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn::oidc {
namespace {

constexpr absl::Duration kKeep = absl::Hours(1);
constexpr absl::Duration kOnceIn = absl::Minutes(1);
// A provider that was away is tried again sooner.
constexpr absl::Duration kPauseAfterProblem = absl::Seconds(10);
// For one document: whoever needs it waits on a worker that others need too.
constexpr absl::Duration kPatience = absl::Seconds(5);

// For what is kept and could not be fetched anew yet.
constexpr absl::Duration kKeepAtMost = absl::Hours(2);
// Of sixteen workers: the others go on.
constexpr int kWaitForOne = 4, kWaitForAll = 8;

absl::Status DoesNotAnswer(const std::string& issuer) {
  return absl::UnavailableError(absl::StrCat(issuer, " does not answer: others wait for it already"));
}

bool IsWithin(absl::Time time, absl::Duration duration, absl::Time now) { return now >= time && now - time < duration; }

}  // namespace

Providers::Providers(const Clock& clock, HttpOptions http)
    : clock_(clock), http_(std::move(http)), turns_(kWaitForOne, kWaitForAll) {}

absl::StatusOr<Metadata> Providers::MetadataOf(const std::string& issuer) {
  ASSIGN_OR_RETURN(const KeptFacts facts, Current(issuer));
  return facts->metadata;
}

absl::StatusOr<Claims> Providers::Verify(const std::string& issuer, absl::string_view token) {
  ASSIGN_OR_RETURN(const KeptFacts facts, Current(issuer));
  absl::StatusOr<Claims> claims = VerifySignature(token, facts->keys);
  if (!absl::IsNotFound(claims.status())) return claims;
  ASSIGN_OR_RETURN(const KeptFacts newer, Newer(issuer, facts));
  claims = VerifySignature(token, newer->keys);
  if (absl::IsNotFound(claims.status())) return absl::UnauthenticatedError(claims.status().message());
  return claims;
}

absl::StatusOr<TokenAnswer> Providers::AskForTokens(const Metadata& metadata, const Client& client, Fields fields) {
  const std::optional<Turns::Turn> turn = turns_.Take(metadata.issuer);
  if (!turn) return DoesNotAnswer(metadata.issuer);
  return oidc::AskForTokens(http_, metadata, client, std::move(fields));
}

void Providers::Forget(const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  providers_.erase(issuer);
}

absl::StatusOr<Providers::KeptFacts> Providers::Current(const std::string& issuer) {
  const std::shared_ptr<Provider> provider = ProviderOf(issuer);
  const KeptFacts facts = FactsOf(*provider);
  if (facts && IsWithin(facts->read_time, kKeep, clock_.Now())) return facts;
  const std::unique_lock fetching(provider->fetching, std::try_to_lock);
  if (fetching.owns_lock()) return FetchUnlessKnown(issuer, *provider, facts);
  if (facts && IsWithin(facts->read_time, kKeepAtMost, clock_.Now())) return facts;
  return DoesNotAnswer(issuer);
}

absl::StatusOr<Providers::KeptFacts> Providers::Newer(const std::string& issuer, const KeptFacts& known) {
  const std::shared_ptr<Provider> provider = ProviderOf(issuer);
  const std::unique_lock fetching(provider->fetching, std::try_to_lock);
  if (!fetching.owns_lock()) return DoesNotAnswer(issuer);
  if (IsWithin(provider->try_time, kOnceIn, clock_.Now())) {
    const KeptFacts facts = FactsOf(*provider);
    return facts ? facts : known;
  }
  return FetchUnlessKnown(issuer, *provider, known);
}

absl::StatusOr<Providers::KeptFacts> Providers::FetchUnlessKnown(const std::string& issuer, Provider& provider,
                                                                 const KeptFacts& known) {
  // Somebody else may have fetched them meanwhile.
  if (const KeptFacts facts = FactsOf(provider); facts && facts != known) return facts;
  if (!provider.problem.ok() && IsWithin(provider.try_time, kPauseAfterProblem, clock_.Now())) return provider.problem;
  // Of others who keep all turns nothing is to be remembered of this one.
  const std::optional<Turns::Turn> turn = turns_.Take(issuer);
  if (!turn) return DoesNotAnswer(issuer);
  absl::StatusOr<KeptFacts> fetched = Fetch(issuer);
  // Of its end: those who have waited for the answer need not try themselves.
  provider.try_time = clock_.Now();
  provider.problem = fetched.status();
  if (!fetched.ok()) return fetched;
  const std::lock_guard lock(mutex_);
  provider.facts = *fetched;
  return fetched;
}

absl::StatusOr<Providers::KeptFacts> Providers::Fetch(const std::string& issuer) const {
  const auto facts = std::make_shared<Facts>();
  HttpOptions http = http_;
  http.timeout = std::min(http.timeout, kPatience);
  ASSIGN_OR_RETURN(const std::string document, oidc::Fetch(http, MetadataUrl(issuer)));
  absl::StatusOr<Metadata> metadata = ParseMetadata(document, issuer);
  if (!metadata.ok()) return absl::UnavailableError(metadata.status().message());
  facts->metadata = *std::move(metadata);
  ASSIGN_OR_RETURN(const std::string set, oidc::Fetch(http, facts->metadata.keys_url));
  absl::StatusOr<std::vector<SigningKey>> keys = ParseKeySet(set);
  if (!keys.ok()) return absl::UnavailableError(keys.status().message());
  facts->keys = *std::move(keys);
  facts->read_time = clock_.Now();
  return facts;
}

std::shared_ptr<Providers::Provider> Providers::ProviderOf(const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Provider>& provider = providers_[issuer];
  if (!provider) provider = std::make_shared<Provider>();
  return provider;
}

Providers::KeptFacts Providers::FactsOf(const Provider& provider) const {
  const std::lock_guard lock(mutex_);
  return provider.facts;
}

}  // namespace nanolearn::oidc
