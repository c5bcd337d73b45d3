#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "service/app/sign_ins.h"
#include "service/domain/identity_provider.h"
#include "service/oidc/providers.h"

namespace nanolearn {

// Where providers send browsers back to, below the server's address: the same for all organisations.
inline constexpr char kOidcCallback[] = "/sign-in/oidc/callback";
// How long somebody may take at the provider.
inline constexpr absl::Duration kOidcPatience = absl::Minutes(10);

// For the button on the page for signing in.
struct SignInProvider {
  std::string organisation;  // its slug
  std::string display_name;
  bool is_only_way = false;  // links in mails sign nobody in here
};

// At which door somebody was refused, for what they are told and what the audit keeps.
struct OidcDoor {
  Id organisation_id = kNoId;  // kNoId: nobody knows
  bool is_only_way = false;
};

// Somebody is on their way to the provider.
struct OidcStart {
  std::string url;  // of the provider
  std::string kept;  // for a cookie: what it is checked by when they come back; only this server can read or make it
};

// What they come back with.
struct OidcCallback {
  std::string code;
  std::string state;
  std::string issuer;  // empty: it does not say
  std::string error;   // empty: there is a code
};

// Signing in on the web by the organisation's identity provider: the code flow of OpenID Connect with PKCE. Thread-safe.
class OidcSignIns {
 public:
  OidcSignIns(const Environment& env, oidc::Providers& providers, SignIns& sign_ins)
      : env_(env), providers_(providers), sign_ins_(sign_ins) {}

  // The provider of the organisation of this slug; without a slug the only one there is. Nothing when it has none.
  absl::StatusOr<std::optional<SignInProvider>> ProviderFor(const std::string& slug);
  // Whether links in mails do not sign in somewhere.
  absl::StatusOr<bool> IsOnlyWaySomewhere();
  OidcDoor DoorOf(const std::string& slug);
  // By what Begin gave.
  OidcDoor DoorOfKept(const std::string& kept);
  // NOT_FOUND when the organisation has none; UNAVAILABLE. May wait for the network, as may Finish.
  absl::StatusOr<OidcStart> Begin(const std::string& slug, const std::string& language);
  // Returns the secret of a new session. `kept` is what Begin gave; `address`: from where, for the audit. The errors are those in
  // domain/errors/sign_in.h.
  absl::StatusOr<std::string> Finish(const OidcCallback& callback, const std::string& kept, const std::string& address);

 private:
  struct Kept;

  static std::string Text(const Kept& kept);
  static std::optional<Kept> Parse(const std::string& text);
  std::string Seal(const Kept& kept) const;
  std::optional<Kept> Unseal(const std::string& sealed) const;
  absl::StatusOr<IdentityProvider> ProviderOf(const Kept& kept) const;
  OidcDoor DoorOf(Id organisation_id) const;
  // Whom the provider says it is.
  absl::StatusOr<std::string> EmailFrom(const IdentityProvider& provider, const Kept& kept, const OidcCallback& callback);

  Environment env_;
  oidc::Providers& providers_;
  SignIns& sign_ins_;
};

}  // namespace nanolearn
