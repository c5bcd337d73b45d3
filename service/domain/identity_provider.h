#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"
#include "service/base/secret.h"

namespace nanolearn {

// By which the people of an organisation sign in: OpenID Connect, as Entra ID and ADFS speak it.
struct IdentityProvider {
  Id organisation_id = kNoId;
  std::string issuer;  // an address
  std::string client_id;
  Sealed sealed_secret;                 // empty: a public client
  std::vector<std::string> audiences;   // bearer tokens are for one of these
  std::string bearer_issuer;            // of bearer tokens; ADFS has another one for these
  std::string email_claim;              // where the address of somebody is
  std::string display_name;             // on the button; empty: the organisation's
  bool is_required = false;             // it is the only way in: links in mails sign nobody in
  // How people must have signed in there (OpenID Connect Core): a token's `acr` is one of these, one of its `amr` one of those. Empty: anyhow.
  std::vector<std::string> acr_values;
  std::vector<std::string> amr_values;
  uint64_t version = 1;
  absl::Time create_time;
  absl::Time update_time;
};

// Whether an address may be a provider's: https, or http on this very machine, where tests have theirs. No user and no fragment.
bool IsProviderUrl(absl::string_view url);

// Fills in what follows from the rest: audiences, the issuer of bearer tokens and the claim.
void FillIn(IdentityProvider& provider);
// Whether a bearer token of the one may be taken for one of the other: they name the same issuer, and have an audience in common or ask
// different servers for its keys. After FillIn.
bool ShareTokens(const IdentityProvider& one, const IdentityProvider& other);
// INVALID_FIELD, with the path below "identity_provider.", for what cannot be. After FillIn.
absl::Status CheckIdentityProvider(const IdentityProvider& provider);
// The same of its secret; empty is allowed.
absl::Status CheckClientSecret(absl::string_view secret);

}  // namespace nanolearn
