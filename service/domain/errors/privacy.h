#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// NOT_FOUND / PERSON_ERASED: `name` is somebody of whom nothing is known any more.
absl::Status PersonErased(absl::string_view name, absl::Time erase_time);
// FAILED_PRECONDITION / PERSON_PRESENT: an engagement goes on until `end`, which is exclusive.
absl::Status PersonPresent(absl::string_view name, Date end);
// FAILED_PRECONDITION / DIRECTORY_USER_ACTIVE.
absl::Status DirectoryUserActive(absl::string_view name, absl::string_view source);
// FAILED_PRECONDITION / ADDRESS_IN_SETTINGS: `settings` are what mails go to their address by.
absl::Status AddressInSettings(absl::string_view name, absl::Span<const std::string> settings);
// PROTECTED_IDENTITY: PERMISSION_DENIED to who never may, FAILED_PRECONDITION to who may when they say so.
absl::Status ProtectedIdentityDenied(absl::string_view name);
absl::Status ProtectedIdentityUnasked(absl::string_view name);
// RESOURCE_EXHAUSTED / EXTRACT_TOO_LARGE.
absl::Status ExtractTooLarge(int max_rows);

}  // namespace nanolearn::errors
