// What browsers post.

#include "service/http/form.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn::http;
  Request request{.method = "POST",
                  .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                  .body = std::string(reinterpret_cast<const char*>(data), size)};
  const absl::StatusOr<Form> form = ReadForm(request);
  if (!form.ok()) return 0;
  (void)form->All("mail");
  const std::optional<int> number = form->Number("step", 1, 100);
  REQUIRE(!number || (*number >= 1 && *number <= 100));
  (void)AddressOf(request.body, {{request.body, request.body}});
  return 0;
}
