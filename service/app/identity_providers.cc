#include "service/app/identity_providers.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/audit.h"
#include "service/app/client_secret.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sign_in.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string NameOf(const Organisation& org) { return absl::StrCat(OrganisationName(org.slug), "/identityProvider"); }

absl::StatusOr<IdentityProvider> FindIn(const ReadTransaction& tx, const Organisation& org) {
  std::optional<IdentityProvider> found = tx.identity_providers().Find(org.id);
  if (!found) return errors::IdentityProviderNotFound(NameOf(org));
  return *std::move(found);
}

// Nothing for those that leave it at the usual, as before there were such rules.
std::string RulesText(const IdentityProvider& stated) {
  std::string text = stated.is_required ? "\nrequired" : "";
  if (!stated.acr_values.empty()) absl::StrAppend(&text, "\nacr ", absl::StrJoin(stated.acr_values, " "));
  if (!stated.amr_values.empty()) absl::StrAppend(&text, "\namr ", absl::StrJoin(stated.amr_values, " "));
  return text;
}

// Where nobody but this machine can be reached by it.
absl::Status CheckReach(const IdentityProvider& stated, bool allows_own_network) {
  if (allows_own_network || absl::StartsWith(stated.issuer, "https://")) return absl::OkStatus();
  return InvalidField("identity_provider.issuer",
                      "is this machine's, which nanolearnd asks only with --oidc-allow-own-network");
}

absl::StatusOr<RequestKey> KeyOf(const IdentityProviderChange& change, const IdentityProvider& stated) {
  const std::string secret = change.secret ? Hex(Sha256(*change.secret)) : "";
  return RequestKey::Make(change.request_id, "SetIdentityProvider",
                          absl::StrJoin({absl::StrCat(stated.organisation_id), stated.issuer, stated.client_id,
                                         absl::StrJoin(stated.audiences, " "), stated.bearer_issuer,
                                         stated.email_claim, stated.display_name, secret},
                                        "\n") +
                              RulesText(stated));
}

// Of the secret that is sealed; a secret is told to its issuer alone.
absl::StatusOr<Sealed> SealedSecretFor(const IdentityProviderChange& change, const IdentityProvider& stated,
                                       const std::optional<IdentityProvider>& old, const KeyRing& keys) {
  if (change.secret) return SealClientSecret(keys, stated.organisation_id, *change.secret);
  if (!old || old->sealed_secret.empty()) return Sealed();
  if (old->issuer == stated.issuer && old->client_id == stated.client_id) return old->sealed_secret;
  return InvalidField("client_secret",
                      "must be given again, or as empty, when the issuer or the client id changes");
}

// Else whoever manages one organisation could have calls of another's people made as theirs. What was set up by somebody who may decide
// it for both can be stated again.
absl::Status CheckApart(const ReadTransaction& tx, const Caller& caller, const std::optional<IdentityProvider>& old,
                        IdentityProvider stated) {
  if (caller.token.organisation_id == kNoId) return absl::OkStatus();
  if (old && old->issuer == stated.issuer && old->bearer_issuer == stated.bearer_issuer) {
    const auto is_known = [&](const std::string& audience) { return absl::c_linear_search(old->audiences, audience); };
    std::erase_if(stated.audiences, is_known);
    if (stated.audiences.empty()) return absl::OkStatus();
  }
  for (const IdentityProvider& other : tx.identity_providers().OfBearerIssuer(stated.bearer_issuer)) {
    if (other.organisation_id != stated.organisation_id && ShareTokens(other, stated)) {
      return errors::IdentityProviderShared(stated.bearer_issuer);
    }
  }
  return absl::OkStatus();
}

AuditEvent EventOf(const Organisation& org, const IdentityProviderChange& change, const IdentityProvider& provider) {
  AuditEvent event{.action = "SetIdentityProvider",
                   .resource = NameOf(org),
                   .request_id = change.request_id,
                   .details = {{"issuer", provider.issuer},
                               {"client_id", provider.client_id},
                               {"audiences", absl::StrJoin(provider.audiences, " ")},
                               {"bearer_issuer", provider.bearer_issuer},
                               {"email_claim", provider.email_claim}}};
  if (provider.is_required) event.details["required"] = "true";
  if (!provider.acr_values.empty()) event.details["acr_values"] = absl::StrJoin(provider.acr_values, " ");
  if (!provider.amr_values.empty()) event.details["amr_values"] = absl::StrJoin(provider.amr_values, " ");
  if (change.secret) event.details["client_secret"] = change.secret->empty() ? "none" : "set";
  return event;
}

}  // namespace

absl::StatusOr<IdentityProvider> IdentityProviders::Get(const Caller& caller, const std::string& organisation) {
  absl::StatusOr<IdentityProvider> provider = absl::UnknownError("not run");
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kManageGrants));
    provider = FindIn(tx, org);
    return provider.status();
  }));
  return provider;
}

absl::StatusOr<IdentityProvider> IdentityProviders::Set(const Caller& caller, const IdentityProviderChange& change) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, change.organisation, Permission::kManageGrants));
  IdentityProvider stated = change.provider;
  stated.organisation_id = org.id;
  FillIn(stated);
  RETURN_IF_ERROR(CheckIdentityProvider(stated));
  RETURN_IF_ERROR(CheckReach(stated, providers_.allows_own_network()));
  RETURN_IF_ERROR(CheckClientSecret(change.secret.value_or("")));
  ASSIGN_OR_RETURN(const RequestKey key, KeyOf(change, stated));
  stated.update_time = env_.clock.Now();
  IdentityProvider provider;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    const std::optional<IdentityProvider> old = tx.identity_providers().Find(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      ASSIGN_OR_RETURN(provider, FindIn(tx, org));
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(CheckApart(tx, caller, old, stated));
    provider = stated;
    ASSIGN_OR_RETURN(provider.sealed_secret, SealedSecretFor(change, stated, old, env_.keys));
    provider.version = old ? old->version + 1 : 1;
    provider.create_time = old ? old->create_time : stated.update_time;
    if (old) {
      tx.identity_providers().Update(provider);
    } else {
      tx.identity_providers().Insert(provider);
    }
    key.Remember(tx, org.id, "");
    AuditEvent event = EventOf(org, change, provider);
    if (provider.is_required && !(old && old->is_required)) {
      event.details["sessions_ended"] = absl::StrCat(tx.sign_ins().RevokeSessions(org.id, SignInWay::kLink, stated.update_time));
    }
    Audit(tx, env_, org.id, caller.origin, std::move(event));
    return absl::OkStatus();
  }));
  Forget(provider.issuer);
  return provider;
}

absl::Status IdentityProviders::Delete(const Caller& caller, const std::string& organisation,
                                       const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageGrants));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "DeleteIdentityProvider", absl::StrCat(org.id)));
  std::string issuer;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    issuer.clear();
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return absl::OkStatus();
    ASSIGN_OR_RETURN(const IdentityProvider provider, FindIn(tx, org));
    issuer = provider.issuer;
    tx.identity_providers().Delete(org.id);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "DeleteIdentityProvider",
           .resource = NameOf(org),
           .request_id = request_id,
           .details = {{"issuer", provider.issuer}}});
    return absl::OkStatus();
  }));
  Forget(issuer);
  return absl::OkStatus();
}

void IdentityProviders::Forget(const std::string& issuer) {
  providers_.Forget(issuer);
  bearer_tokens_.Forget();
  sign_ins_.Forget();
}

}  // namespace nanolearn
