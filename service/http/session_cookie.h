#pragma once
// The cookie of somebody who is signed in: it holds the session's secret and nothing else.

#include <string>

#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// The secret; "" when there is none.
std::string SessionSecretOf(const Request& request, absl::string_view public_url);
// Lasts until the browser is closed; the session itself ends sooner.
void SetSessionCookie(const Request& request, absl::string_view public_url, absl::string_view secret,
                      Response& response);
void ClearSessionCookie(const Request& request, absl::string_view public_url, Response& response);

}  // namespace nanolearn::http
