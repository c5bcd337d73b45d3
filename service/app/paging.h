#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/id.h"

namespace nanolearn {

// What a caller asks of a list.
struct PageRequest {
  int size = 0;
  std::string token;
};

// The page a list begins with. `query` is the list's other parameters in one text: a token from another query
// is refused.
struct Page {
  int size;
  std::string after;  // the key of the last row of the page before; empty on the first

  Id after_id() const;  // `after` as an id
};
absl::StatusOr<Page> OpenPage(const PageRequest& request, absl::string_view query);

// The token for the page after the row with key `last`.
std::string NextPageToken(absl::string_view query, absl::string_view last);
std::string NextPageToken(absl::string_view query, Id last);

}  // namespace nanolearn
