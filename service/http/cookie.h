#pragma once
// Cookies of ours.

#include <string>

#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// How people reach the pages: by TLS, here or at a proxy in front.
bool IsSecure(const Request& request, absl::string_view public_url);

// The value of the cookie of this name; "" when there is none.
std::string CookieOf(const Request& request, absl::string_view public_url, absl::string_view name);
// `more`: further attributes, such as "; Max-Age=600"; without one it lasts until the browser is closed.
void SetCookie(const Request& request, absl::string_view public_url, absl::string_view name, absl::string_view value,
               absl::string_view more, Response& response);
void ClearCookie(const Request& request, absl::string_view public_url, absl::string_view name, Response& response);

}  // namespace nanolearn::http
