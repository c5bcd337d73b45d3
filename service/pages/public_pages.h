#pragma once
// Pages for people we do not know: the start, asking for a link, shared screens, refusals.

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::pages {

// `/`: type a code, or go where one asks for a link. `wrong_code`: what was typed last cannot be one.
std::string FrontPage(absl::string_view language, bool wrong_code = false);

// `/link`: asks for a link by mail. `wrong_address`: what was typed last cannot be one.
std::string AskForLinkPage(absl::string_view language, absl::string_view address = "",
                           bool wrong_address = false);
// The same whether anybody has the address.
std::string LinkSentPage(absl::string_view language);
// A link that leads nowhere, with the form that asks for a new one.
std::string LinkGonePage(absl::string_view language);

// `/k` on a shared screen. `wrong_letters`: those typed last lead nowhere.
std::string ScreenCodePage(absl::string_view language, bool wrong_letters = false);
// `/k/{letters}`: a button, since opening a page changes nothing.
std::string ScreenConfirmPage(absl::string_view language, absl::string_view letters);

// Something was refused: a sentence for people. Statuses 400, 404, 405, 413, 429, 500, 503; any other as 500.
std::string RefusalPage(absl::string_view language, int status);

}  // namespace nanolearn::pages
