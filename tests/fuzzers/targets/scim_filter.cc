// Filters and paths of directories: a filter or path, a line feed, a resource.

#include <string>

#include "absl/strings/str_cat.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/patch.h"
#include "service/domain/scim/user_resource.h"
#include "tests/fuzzers/target.h"

namespace nanolearn::scim {
namespace {

const Json& FilteredUser() {
  static const auto* const kUser = new Json(Json::parse(
      R"({"userName":"anna","active":true,"title":"7","emails":[{"type":"work","value":"a@b.example","primary":true},)"
      R"({"type":"home","value":"c@d.example"}],"name":{"givenName":"Anna"},"meta":{"lastModified":"2026-01-02T03:04:05Z"}})"));
  return *kUser;
}

// Either the filter fits or its negation, and what it is said to need is there when it fits.
void RequireSense(const Filter& filter, absl::string_view text, const Json& resource) {
  const bool matches = Matches(filter, resource);
  if (const auto negation = ParseFilter(absl::StrCat("not (", text, ")")); negation.ok()) {
    REQUIRE(Matches(*negation, resource) != matches);
  }
  if (const auto name = RequiredText(filter, "userName"); name && matches && TextOf(resource, "userName") != "") {
    REQUIRE(FoldCase(TextOf(resource, "userName")) == FoldCase(*name));
  }
  REQUIRE(!RequiredText(filter, "userName") || Mentions(filter, "userName"));
  (void)Described(filter);
}

FUZZ_TARGET(scim_filter) {
  const absl::string_view text = fuzz::TakeUntil('\n', bytes);
  (void)ParsePatchPath(text);
  const absl::StatusOr<Filter> filter = ParseFilter(text);
  if (!filter.ok()) return;
  RequireSense(*filter, text, FilteredUser());
  if (const absl::StatusOr<Json> resource = ParseObject(bytes); resource.ok()) RequireSense(*filter, text, *resource);
}

}  // namespace
}  // namespace nanolearn::scim
