#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// "sv" or "en": what ?lang= says, else what the browser prefers of the two, else `otherwise`. For pages of
// nobody we know.
std::string LanguageOf(const Request& request, absl::string_view otherwise = "sv");

bool IsPageLanguage(absl::string_view language);

}  // namespace nanolearn::http
