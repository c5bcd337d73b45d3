#include "service/app/bearer_tokens.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "service/app/web_rights.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/sign_in.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kKeep = absl::Seconds(1);
constexpr size_t kMaxKnown = 2000;
constexpr size_t kMaxIssuerBytes = 500;

// What an issuer may be that is looked up.
bool IsPlain(const std::string& issuer) {
  return !issuer.empty() && issuer.size() <= kMaxIssuerBytes &&
         std::all_of(issuer.begin(), issuer.end(), [](unsigned char c) { return absl::ascii_isgraph(c); });
}

// Whoever has made the token is not told what is wrong with it; whoever runs the server is.
absl::Status Refusal(const absl::Status& status, const oidc::Claims* claims = nullptr) {
  if (absl::IsUnavailable(status)) {
    spdlog::warn("an identity provider cannot be asked: {}", std::string(status.message()));
    return errors::IdentityProviderUnavailable();
  }
  if (absl::IsDeadlineExceeded(status) && claims) {
    return errors::ExpiredSignIn(absl::FormatTime(claims->expire_time, absl::UTCTimeZone()));
  }
  if (!absl::IsUnauthenticated(status)) return status;
  spdlog::info("a bearer token of an identity provider was refused: {}", std::string(status.message()));
  return errors::UnknownToken();
}

}  // namespace

bool BearerTokens::Takes(absl::string_view bearer) {
  return !absl::StartsWith(bearer, "nl_") && oidc::HasJwtForm(bearer);
}

absl::StatusOr<std::vector<Caller>> BearerTokens::Authenticate(const std::string& bearer) {
  if (bearer.size() > oidc::kMaxJwtBytes) return errors::UnknownToken();
  const std::string hash = Sha256(bearer);
  const absl::Time now = env_.clock.Now();
  {
    const std::lock_guard lock(mutex_);
    const auto it = known_.find(hash);
    const bool is_known = it != known_.end() && now >= it->second.read_time && now - it->second.read_time < kKeep;
    if (is_known && now < it->second.expire_time) return it->second.callers;
  }
  ASSIGN_OR_RETURN(Known known, Read(bearer));
  known.read_time = now;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  return (known_[hash] = std::move(known)).callers;
}

absl::StatusOr<BearerTokens::Known> BearerTokens::Read(const std::string& bearer) {
  const std::optional<oidc::Claims> said = oidc::UnverifiedClaims(bearer);
  if (!said || !IsPlain(said->issuer)) return errors::UnknownToken();
  std::vector<IdentityProvider> providers;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    providers = tx.identity_providers().OfBearerIssuer(said->issuer);
    return absl::OkStatus();
  }));
  // Organisations may share a provider: each says for itself whether it lets the token's owner in. When none does, the first that says
  // more than that they are not known there says why not.
  Known all{.expire_time = absl::InfiniteFuture()};
  absl::Status refusal = errors::UnknownToken();
  for (const IdentityProvider& provider : providers) {
    absl::StatusOr<Known> known = ReadBy(provider, bearer);
    if (known.ok()) {
      all.callers.insert(all.callers.end(), known->callers.begin(), known->callers.end());
      all.expire_time = std::min(all.expire_time, known->expire_time);
    } else if (absl::IsUnauthenticated(refusal)) {
      refusal = known.status();
    }
  }
  if (all.callers.empty()) return refusal;
  return all;
}

absl::StatusOr<BearerTokens::Known> BearerTokens::ReadBy(const IdentityProvider& provider, const std::string& bearer) {
  const absl::StatusOr<oidc::Claims> claims = providers_.Verify(provider.issuer, bearer);
  if (!claims.ok()) return Refusal(claims.status());
  const oidc::ClaimRules rules{.issuer = provider.bearer_issuer,
                               .audiences = provider.audiences,
                               .acr_values = provider.acr_values,
                               .amr_values = provider.amr_values};
  if (absl::Status status = oidc::CheckClaims(*claims, rules, env_.clock.Now()); !status.ok()) {
    return Refusal(status, &*claims);
  }
  const absl::StatusOr<std::string> email = oidc::EmailIn(*claims, provider.email_claim);
  if (!email.ok()) return Refusal(email.status());
  Known known{.expire_time = claims->expire_time + oidc::kClockSkew};
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    known.callers = CallersOf(tx, provider.organisation_id, *email);
    return absl::OkStatus();
  }));
  if (known.callers.empty()) return errors::NoAccess();
  return known;
}

std::vector<Caller> BearerTokens::CallersOf(const ReadTransaction& tx, Id organisation_id, const std::string& email) {
  const std::optional<Organisation> organisation = tx.organisations().Find(organisation_id);
  if (!organisation) return {};
  WebRights rights = RightsOf(tx, *organisation, email, trees_, env_.clock.Now());
  std::vector<Caller> callers = std::move(rights.callers);
  for (const ManagedUnit& unit : rights.units) {
    if (unit.caller.manager_id == kNoId) callers.push_back(unit.caller);
  }
  return callers;
}

void BearerTokens::Forget() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

}  // namespace nanolearn
