// Tokens of pages of lists: one continues the list that it came with, and no other.

#include <string>

#include "service/app/paging.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(page_token) {
  const std::string token(bytes);
  if (const absl::StatusOr<Page> page = OpenPage({10, token}, "people\nalvnas"); page.ok() && !token.empty()) {
    const absl::StatusOr<Page> again = OpenPage({10, NextPageToken("people\nalvnas", page->after)}, "people\nalvnas");
    REQUIRE(again.ok() && again->after == page->after && again->after_id() == page->after_id());
    REQUIRE(!OpenPage({10, token}, "people\nanother").ok());
  }
  if (token.empty()) return;  // nobody's last row
  const absl::StatusOr<Page> own = OpenPage({10, NextPageToken("q", token)}, "q");
  REQUIRE(own.ok() && own->after == token);
  REQUIRE(!OpenPage({10, NextPageToken("q", token)}, "another").ok());
}

}  // namespace
}  // namespace nanolearn
