#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace nanolearn::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// One part of a path: everything but letters, digits and - . _ ~ as % and two digits.
std::string PathSegment(absl::string_view text);
// An address of ours, of what is decoded.
std::string AddressOf(absl::string_view path, const Pairs& query);

// A request with its whole body.
struct Request {
  std::string method;                   // HEAD comes as GET
  std::string path;                     // decoded, without the query
  std::vector<std::string> parameters;  // what stood for the route's {...}, in order
  Pairs query;                          // decoded
  Pairs headers;
  std::string body;
  bool is_tls = false;
  std::string remote;  // the address of whoever is connected, without port

  // "" when there is none. Names are found in any case.
  std::string Header(absl::string_view name) const;
  std::string Query(absl::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: there is no body
  std::string body;
  Pairs headers;
};

// A sentence for somebody who called by hand.
Response PlainText(int status, absl::string_view sentence);

}  // namespace nanolearn::http
