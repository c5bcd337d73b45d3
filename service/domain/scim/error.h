#pragma once
// What a SCIM client is told when something is refused (RFC 7644, 3.12).

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/domain/scim/json.h"

namespace nanolearn::scim {

// INVALID_ARGUMENT with a scimType.
absl::Status InvalidFilter(absl::string_view detail);
absl::Status InvalidPath(absl::string_view detail);
absl::Status InvalidSyntax(absl::string_view detail);
absl::Status InvalidValue(absl::string_view detail);
absl::Status NoTarget(absl::string_view detail);
absl::Status Immutable(absl::string_view detail);
// ALREADY_EXISTS.
absl::Status NotUnique(absl::string_view detail);
// NOT_FOUND.
absl::Status NoResource(absl::string_view type, absl::string_view id);
// ABORTED: If-Match names another version.
absl::Status VersionMismatch();

// "uniqueness", "invalidFilter", ...; empty: the error has none.
std::string ScimTypeOf(const absl::Status& status);

// The body of an answer with the HTTP status.
Json ErrorBody(int http_status, absl::string_view scim_type, absl::string_view detail);

}  // namespace nanolearn::scim
