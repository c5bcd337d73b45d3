#pragma once
// The pages by which somebody signs in. None of them tells whether anybody has an address.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

enum class SignInProblem { kNone, kNoAddress, kTooMany, kLinkOver };

// By which people of an organisation sign in too.
struct ProviderButton {
  std::string organisation;  // its slug
  std::string name;
};

// Where somebody asks for a link. kLinkOver: after a link that is wrong, used or expired. `address`: what was typed last.
std::string SignInPage(absl::string_view language, SignInProblem problem, absl::string_view address = "",
                       const std::optional<ProviderButton>& provider = std::nullopt);
// The same for every address.
std::string SignInSentPage(absl::string_view language, int minutes);
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
std::string OidcProblemPage(absl::string_view language, OidcProblem problem);

// "k…@alvnas.se": enough for its owner.
std::string MaskedAddress(absl::string_view email);

}  // namespace nanolearn::pages
