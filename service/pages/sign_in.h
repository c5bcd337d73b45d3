#pragma once
// The pages by which somebody signs in. None of them tells whether anybody has an address.

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

enum class SignInProblem { kNone, kNoAddress, kTooMany, kLinkOver };

// Where somebody asks for a link. kLinkOver: after a link that is wrong, used or expired. `address`: what was typed last.
std::string SignInPage(absl::string_view language, SignInProblem problem, absl::string_view address = "");
// The same for every address.
std::string SignInSentPage(absl::string_view language, int minutes);
// Behind the link of a mail: a button, since programs that read mail open links too.
std::string SignInConfirmPage(absl::string_view language, const std::string& email,
                              const std::string& action);
// Another site has posted it, or an old page.
std::string SignInRefusedPage(absl::string_view language);

// "k…@alvnas.se": enough for its owner.
std::string MaskedAddress(absl::string_view email);

}  // namespace nanolearn::pages
