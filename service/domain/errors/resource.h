#pragma once
// Errors that every noun has.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// NOT_FOUND / <NOUN>_NOT_FOUND, e.g. NotFound("unit", "organisations/alvnas/units/XX").
absl::Status NotFound(absl::string_view noun, absl::string_view name);
// ALREADY_EXISTS / <NOUN>_EXISTS.
absl::Status Exists(absl::string_view noun, absl::string_view name);
// ALREADY_EXISTS / REQUEST_ID_REUSED: the id was used for something else.
absl::Status RequestIdReused(absl::string_view request_id);
// ABORTED / ETAG_MISMATCH.
absl::Status EtagMismatch(absl::string_view name);
// INVALID_ARGUMENT / BAD_PAGE_TOKEN.
absl::Status BadPageToken();

}  // namespace nanolearn::errors
