#include "service/domain/scim/error.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::scim {
namespace {

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view scim_type,
                   absl::string_view detail) {
  return MakeError(code, detail,
                   {.reason = std::string(reason), .metadata = {{"scimType", std::string(scim_type)}}});
}

absl::Status Bad(absl::string_view scim_type, absl::string_view detail) {
  return Error(absl::StatusCode::kInvalidArgument, "SCIM_REQUEST", scim_type, detail);
}

}  // namespace

absl::Status InvalidFilter(absl::string_view detail) { return Bad("invalidFilter", detail); }
absl::Status InvalidPath(absl::string_view detail) { return Bad("invalidPath", detail); }
absl::Status InvalidSyntax(absl::string_view detail) { return Bad("invalidSyntax", detail); }
absl::Status InvalidValue(absl::string_view detail) { return Bad("invalidValue", detail); }
absl::Status NoTarget(absl::string_view detail) { return Bad("noTarget", detail); }
absl::Status Immutable(absl::string_view detail) { return Bad("mutability", detail); }

absl::Status NotUnique(absl::string_view detail) {
  return Error(absl::StatusCode::kAlreadyExists, "SCIM_NOT_UNIQUE", "uniqueness", detail);
}

absl::Status NoResource(absl::string_view type, absl::string_view id) {
  return Error(absl::StatusCode::kNotFound, "SCIM_NOT_FOUND", "",
               absl::StrCat("there is no ", type, " with the id '", id, "'"));
}

absl::Status VersionMismatch() {
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "",
               "the resource was changed since that version was read; read it again");
}

std::string ScimTypeOf(const absl::Status& status) {
  const ErrorDetails details = DetailsOf(status);
  const auto found = details.metadata.find("scimType");
  return found == details.metadata.end() ? "" : found->second;
}

Json ErrorBody(int http_status, absl::string_view scim_type, absl::string_view detail) {
  Json body = {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}},
               {"status", absl::StrCat(http_status)},
               {"detail", std::string(detail)}};
  if (!scim_type.empty()) body["scimType"] = std::string(scim_type);
  return body;
}

}  // namespace nanolearn::scim
