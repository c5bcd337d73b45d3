// What browsers post.

#include <string>

#include "service/http/form.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::http {
namespace {

absl::StatusOr<Form> Posted(absl::string_view body) {
  return ReadForm({.method = "POST",
                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                   .body = std::string(body)});
}

FUZZ_TARGET(form) {
  if (const absl::StatusOr<Form> form = Posted(bytes); form.ok()) {
    REQUIRE(form->Has("step") == !form->All("step").empty());
    REQUIRE(!form->Has("step") || form->Get("step") == form->All("step").front());
    const std::optional<int> number = form->Number("step", 1, 100);
    REQUIRE(!number || (*number >= 1 && *number <= 100));
  }
  // What we write into an address comes back as it was, if it may come at all.
  const std::string name(fuzz::TakeUntil('=', bytes)), value(bytes);
  const std::string query = AddressOf("/", {{name, value}});
  REQUIRE(absl::string_view(query).substr(0, 2) == "/?");
  const absl::StatusOr<Form> again = Posted(query.substr(2));
  if (again.ok()) REQUIRE(again->Get(name) == value);
}

}  // namespace
}  // namespace nanolearn::http
