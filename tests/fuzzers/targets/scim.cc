// What directories send: a filter or a path after the first line feed, JSON before it.

#include <string>

#include "service/domain/scim/filter.h"
#include "service/domain/scim/json.h"
#include "service/domain/scim/patch.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn::scim;
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t split = std::min(bytes.find('\n'), bytes.size());
  const absl::string_view text = split < bytes.size() ? bytes.substr(split + 1) : absl::string_view();
  static const auto* const kResource = new Json(Json::parse(
      R"({"userName":"anna","active":true,"emails":[{"type":"work","value":"a@b.example"}],"name":{"givenName":"Anna"}})"));
  if (const auto filter = ParseFilter(text); filter.ok()) {
    (void)Matches(*filter, *kResource);
    (void)RequiredText(*filter, "userName");
    (void)Described(*filter);
  }
  (void)ParsePatchPath(text);
  const absl::StatusOr<Json> body = ParseObject(bytes.substr(0, split));
  if (!body.ok()) return 0;
  REQUIRE(ParseObject(Write(*body)).ok());
  if (const auto operations = ParsePatch(*body); operations.ok()) {
    Json resource = *kResource;
    (void)ApplyPatch(*operations, resource);
    (void)Write(resource);
  }
  return 0;
}
