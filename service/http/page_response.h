#pragma once
// Pages as answers, with the headers that keep what is in them where it belongs.

#include <string>

#include "absl/strings/string_view.h"
#include "service/http/message.h"

namespace nanolearn::http {

// Pages are personal unless said: nothing on the way and no browser keeps them.
inline constexpr char kNoStore[] = "no-store";

// An HTML page. One that refuses whoever comes too often says when to come back.
Response PageResponse(int status, std::string html, absl::string_view cache_control = kNoStore);
// To another page, by GET. `location` is a path of ours, or the address of an identity provider.
Response SeeOther(absl::string_view location);

// The headers of every page and of what pages load.
void AddPageHeaders(absl::string_view cache_control, Response& response);

}  // namespace nanolearn::http
