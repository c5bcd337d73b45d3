#pragma once
// The pages by which somebody signs in. None of them tells whether anybody has an address.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

enum class SignInProblem { kNone, kNoAddress, kTooMany, kLinkOver, kLinkOfNoUse };

// By which people of an organisation sign in too.
struct ProviderButton {
  std::string organisation;  // its slug
  std::string name;
  bool is_only_way = false;  // there is no form for an address: links in mails sign nobody in
};

// Where somebody asks for a link. kLinkOver: after a link that is wrong, used or expired; kLinkOfNoUse: where links do not sign in. `address`: what was typed last.
std::string SignInPage(absl::string_view language, SignInProblem problem, absl::string_view address = "",
                       const std::optional<ProviderButton>& provider = std::nullopt);
// The same for every address. `has_only_way`: some organisations' people get no mail, but have another way in.
std::string SignInSentPage(absl::string_view language, int minutes, bool has_only_way = false);
// Behind the link of a mail: a button, since programs that read mail open links too.
std::string SignInConfirmPage(absl::string_view language, const std::string& email,
                              const std::string& action);
// Another site has posted it, or an old page.
std::string SignInRefusedPage(absl::string_view language);

// Why signing in by an identity provider came to nothing.
enum class OidcProblem {
  kNoProvider,
  kTooMany,
  kOver,       // begun too long ago, or in another browser
  kCancelled,  // there, by somebody or by the provider
  kNoRights,
  kFailed,  // the provider is away, or what it says cannot be trusted
};
// `links_sign_in`: a link in a mail is another way in.
std::string OidcProblemPage(absl::string_view language, OidcProblem problem, bool links_sign_in = true);

// "k…@alvnas.se": enough for its owner.
std::string MaskedAddress(absl::string_view email);

}  // namespace nanolearn::pages
