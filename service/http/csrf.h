#pragma once
// That a form comes from a page of ours: other sites can make a browser post with its cookies.

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/base/secret.h"
#include "service/http/message.h"

namespace nanolearn::http {

inline constexpr char kCsrfField[] = "csrf";

// What every form of somebody who is signed in carries: a keyed hash of the session's secret.
std::string CsrfToken(const HashKey& key, absl::string_view session_secret);
// Whether it was made with one of these keys. Takes the same time whatever is wrong.
bool IsCsrfToken(absl::string_view token, absl::Span<const HashKey> keys, absl::string_view session_secret);

// Whether the browser says that a page of another site posts. Old browsers say nothing; for those the token
// decides alone.
bool IsFromElsewhere(const Request& request, absl::string_view public_url);

}  // namespace nanolearn::http
