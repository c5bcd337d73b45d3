#include "service/app/oidc_sign_ins.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/client_secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sign_in.h"
#include "service/oidc/token_endpoint.h"

namespace nanolearn {

// What the cookie holds.
struct OidcSignIns::Kept {
  Id organisation_id = kNoId;
  std::string issuer;
  std::string state;
  std::string nonce;
  std::string verifier;
  std::string language;
  absl::Time begin_time;
};

namespace {

using nlohmann::json;

constexpr char kPurpose[] = "sign-in by an identity provider";
constexpr size_t kChanceBytes = 32;
constexpr size_t kMaxKeptBytes = 4000, kMaxCodeBytes = 4000;

std::string Chance() { return Hex(RandomBytes(kChanceBytes)); }

std::string RedirectUrl(const Environment& env) { return absl::StrCat(env.public_url, kOidcCallback); }

// What a provider or a browser calls an error, as far as a log can take it.
absl::string_view Word(absl::string_view error) {
  constexpr size_t kMaxBytes = 40;
  const bool is_word = error.size() <= kMaxBytes && std::all_of(error.begin(), error.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || c == '_';
  });
  return is_word ? error : "an error";
}

// Whoever signs in is not told what is wrong at the provider; whoever runs the server is.
absl::Status Failed(const absl::Status& status) {
  spdlog::warn("signing in by an identity provider has failed: {}", std::string(status.message()));
  return absl::IsUnavailable(status) ? errors::IdentityProviderUnavailable() : errors::SignInFailed();
}

absl::Status CheckCallback(const OidcCallback& callback, const std::string& issuer) {
  // A code of another provider is not taken to this one.
  if (!callback.issuer.empty() && callback.issuer != issuer) return Failed(absl::UnauthenticatedError("another provider has answered"));
  if (callback.error == "access_denied") return errors::SignInCancelled();
  if (!callback.error.empty()) return Failed(absl::UnauthenticatedError(absl::StrCat("the provider has answered ", Word(callback.error))));
  if (callback.code.empty() || callback.code.size() > kMaxCodeBytes) return errors::SignInOver();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<SignInProvider>> OidcSignIns::ProviderFor(const std::string& slug) {
  std::optional<SignInProvider> found;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    found.reset();
    std::optional<IdentityProvider> provider;
    if (slug.empty()) {
      const std::vector<IdentityProvider> first = tx.identity_providers().First(2);
      if (first.size() == 1) provider = first.front();
    } else if (const auto organisation = tx.organisations().Find(slug)) {
      provider = tx.identity_providers().Find(organisation->id);
    }
    if (!provider) return absl::OkStatus();
    const std::optional<Organisation> organisation = tx.organisations().Find(provider->organisation_id);
    if (!organisation) return absl::OkStatus();
    // Where nobody has said which organisation, people of others come too.
    const bool is_only_one = !slug.empty() || tx.organisations().List("", 2).size() == 1;
    found = {organisation->slug,
             provider->display_name.empty() ? organisation->display_name : provider->display_name,
             provider->is_required && is_only_one};
    return absl::OkStatus();
  }));
  return found;
}

absl::StatusOr<bool> OidcSignIns::IsOnlyWaySomewhere() {
  bool is_somewhere = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    is_somewhere = tx.identity_providers().AnyRequired();
    return absl::OkStatus();
  }));
  return is_somewhere;
}

OidcDoor OidcSignIns::DoorOf(const std::string& slug) {
  Id id = kNoId;
  const absl::Status status = env_.store.Read([&](const ReadTransaction& tx) {
    const std::optional<Organisation> organisation = tx.organisations().Find(slug);
    id = organisation ? organisation->id : kNoId;
    return absl::OkStatus();
  });
  return status.ok() ? DoorOf(id) : OidcDoor();
}

OidcDoor OidcSignIns::DoorOfKept(const std::string& sealed) {
  const std::optional<Kept> kept = Unseal(sealed);
  return DoorOf(kept ? kept->organisation_id : kNoId);
}

OidcDoor OidcSignIns::DoorOf(Id organisation_id) const {
  OidcDoor door{.organisation_id = organisation_id};
  if (organisation_id == kNoId) return door;
  const absl::Status status = env_.store.Read([&](const ReadTransaction& tx) {
    door.is_only_way = IsProviderRequired(tx, organisation_id);
    return absl::OkStatus();
  });
  return status.ok() ? door : OidcDoor();
}

absl::StatusOr<OidcStart> OidcSignIns::Begin(const std::string& slug, const std::string& language) {
  std::optional<IdentityProvider> provider;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    const std::optional<Organisation> organisation = tx.organisations().Find(slug);
    provider = organisation ? tx.identity_providers().Find(organisation->id) : std::nullopt;
    return absl::OkStatus();
  }));
  if (!provider) return errors::IdentityProviderNotFound(slug);
  const absl::StatusOr<oidc::Metadata> metadata = providers_.MetadataOf(provider->issuer);
  if (!metadata.ok()) return Failed(metadata.status());
  const Kept kept{.organisation_id = provider->organisation_id,
                  .issuer = provider->issuer,
                  .state = Chance(),
                  .nonce = Chance(),
                  .verifier = Chance(),
                  .language = language,
                  .begin_time = env_.clock.Now()};
  return OidcStart{.url = oidc::AuthorizationUrl(*metadata, {.client_id = provider->client_id,
                                                            .redirect_url = RedirectUrl(env_),
                                                            .state = kept.state,
                                                            .nonce = kept.nonce,
                                                            .verifier = kept.verifier,
                                                            .language = language,
                                                            .acr_values = absl::StrJoin(provider->acr_values, " ")}),
                   .kept = Seal(kept)};
}

absl::StatusOr<std::string> OidcSignIns::Finish(const OidcCallback& callback, const std::string& sealed,
                                                const std::string& address) {
  const std::optional<Kept> kept = Unseal(sealed);
  // Hashes take the same time to compare whatever differs.
  if (!kept || Sha256(kept->state) != Sha256(callback.state)) return errors::SignInOver();
  RETURN_IF_ERROR(CheckCallback(callback, kept->issuer));
  ASSIGN_OR_RETURN(const IdentityProvider provider, ProviderOf(*kept));
  ASSIGN_OR_RETURN(const std::string email, EmailFrom(provider, *kept, callback));
  return sign_ins_.Open(kept->organisation_id, email, kept->language, address);
}

absl::StatusOr<IdentityProvider> OidcSignIns::ProviderOf(const Kept& kept) const {
  std::optional<IdentityProvider> provider;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    provider = tx.identity_providers().Find(kept.organisation_id);
    return absl::OkStatus();
  }));
  // It was changed meanwhile.
  if (!provider || provider->issuer != kept.issuer) return errors::SignInOver();
  return *std::move(provider);
}

absl::StatusOr<std::string> OidcSignIns::EmailFrom(const IdentityProvider& provider, const Kept& kept,
                                                   const OidcCallback& callback) {
  const absl::StatusOr<oidc::Metadata> metadata = providers_.MetadataOf(provider.issuer);
  if (!metadata.ok()) return Failed(metadata.status());
  if (metadata->names_itself && callback.issuer.empty()) {
    return Failed(absl::UnauthenticatedError("the answer does not name the provider, which always does"));
  }
  const absl::StatusOr<std::string> secret = OpenClientSecret(env_.keys, provider);
  if (!secret.ok()) return Failed(secret.status());
  const absl::StatusOr<oidc::TokenAnswer> tokens =
      providers_.AskForTokens(*metadata, {provider.client_id, *secret},
                              {{"grant_type", "authorization_code"},
                               {"code", callback.code},
                               {"redirect_uri", RedirectUrl(env_)},
                               {"code_verifier", kept.verifier}});
  if (!tokens.ok()) return Failed(tokens.status());
  if (!tokens->error.empty()) {
    return Failed(absl::UnauthenticatedError(absl::StrCat("asked for tokens the provider answers ", Word(tokens->error))));
  }
  const absl::StatusOr<oidc::Claims> claims = providers_.Verify(provider.issuer, tokens->id_token);
  if (!claims.ok()) return Failed(claims.status());
  const oidc::ClaimRules rules{.issuer = provider.issuer,
                               .audiences = {provider.client_id},
                               .nonce = kept.nonce,
                               .acr_values = provider.acr_values,
                               .amr_values = provider.amr_values};
  if (absl::Status status = oidc::CheckClaims(*claims, rules, env_.clock.Now()); !status.ok()) return Failed(status);
  absl::StatusOr<std::string> email = oidc::EmailIn(*claims, provider.email_claim);
  if (!email.ok()) return Failed(email.status());
  return email;
}

std::string OidcSignIns::Text(const Kept& kept) {
  return json{{"organisation", FormatId(kept.organisation_id)},
              {"issuer", kept.issuer},
              {"state", kept.state},
              {"nonce", kept.nonce},
              {"verifier", kept.verifier},
              {"language", kept.language},
              {"time", absl::ToUnixSeconds(kept.begin_time)}}
      .dump();
}

// Of text that we have sealed ourselves.
std::optional<OidcSignIns::Kept> OidcSignIns::Parse(const std::string& text) {
  const json kept = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!kept.is_object()) return std::nullopt;
  return Kept{.organisation_id = ParseId(kept.value("organisation", "")).value_or(kNoId),
              .issuer = kept.value("issuer", ""),
              .state = kept.value("state", ""),
              .nonce = kept.value("nonce", ""),
              .verifier = kept.value("verifier", ""),
              .language = kept.value("language", ""),
              .begin_time = absl::FromUnixSeconds(kept.value("time", int64_t{0}))};
}

std::string OidcSignIns::Seal(const Kept& kept) const {
  return absl::WebSafeBase64Escape(SealKey::Derive(env_.keys.InUse(), kPurpose).Seal(Text(kept), kPurpose));
}

std::optional<OidcSignIns::Kept> OidcSignIns::Unseal(const std::string& sealed) const {
  std::string bytes;
  if (sealed.size() > kMaxKeptBytes || !absl::WebSafeBase64Unescape(sealed, &bytes)) return std::nullopt;
  absl::StatusOr<std::string> text = absl::DataLossError("no key opens it");
  for (const HashKey& key : env_.keys.Accepted()) {
    if (!text.ok()) text = SealKey::Derive(key, kPurpose).Open(bytes, kPurpose);
  }
  if (!text.ok()) return std::nullopt;
  const std::optional<Kept> kept = Parse(*text);
  const absl::Time now = env_.clock.Now();
  if (!kept || now < kept->begin_time - oidc::kClockSkew || now >= kept->begin_time + kOidcPatience) return std::nullopt;
  return kept;
}

}  // namespace nanolearn
