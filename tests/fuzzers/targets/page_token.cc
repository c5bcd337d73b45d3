// Tokens of pages of lists.

#include "service/app/paging.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const std::string token(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<Page> page = OpenPage({10, token}, "people\nalvnas");
  if (page.ok()) (void)page->after_id();
  const absl::StatusOr<Page> own = OpenPage({10, NextPageToken("q", token)}, "q");
  REQUIRE(own.ok() && own->after == token);
  REQUIRE(!OpenPage({10, NextPageToken("q", token)}, "another").ok());
  return 0;
}
