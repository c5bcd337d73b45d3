#include "service/domain/errors/privacy.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"

namespace nanolearn::errors {
namespace {

using absl::StatusCode;

absl::Status About(StatusCode code, absl::string_view reason, absl::string_view name, absl::string_view message) {
  return MakeError(code, message,
                   {.reason = std::string(reason),
                    .resource_type = "nanolearn/Person",
                    .resource_name = std::string(name)});
}

}  // namespace

absl::Status PersonErased(absl::string_view name, absl::Time erase_time) {
  return About(StatusCode::kNotFound, "PERSON_ERASED", name,
               absl::StrCat("'", name, "' was erased on ",
                            absl::FormatTime("%Y-%m-%d", erase_time, absl::UTCTimeZone()),
                            "; nothing is known any more of who it was"));
}

absl::Status PersonPresent(absl::string_view name, Date end) {
  const std::string until = end >= kNoEnd ? "without an end" : absl::StrCat("until ", FormatDate(end - 1));
  return About(StatusCode::kFailedPrecondition, "PERSON_PRESENT", name,
               absl::StrCat("'", name, "' has an engagement that goes on ", until,
                            "; only somebody who has left can be erased, so let the source end the engagement first"));
}

absl::Status DirectoryUserActive(absl::string_view name, absl::string_view source) {
  return About(StatusCode::kFailedPrecondition, "DIRECTORY_USER_ACTIVE", name,
               absl::StrCat("the directory '", source, "' has '", name,
                            "' as an active user and would bring them back; deactivate or delete the user there first"));
}

absl::Status AddressInSettings(absl::string_view name, absl::Span<const std::string> settings) {
  return About(StatusCode::kFailedPrecondition, "ADDRESS_IN_SETTINGS", name,
               absl::StrCat("mails of the organisation go to the address of '", name, "': ",
                            absl::StrJoin(settings, ", "), "; name another address there first"));
}

absl::Status ProtectedIdentityDenied(absl::string_view name) {
  return About(StatusCode::kPermissionDenied, "PROTECTED_IDENTITY", name,
               absl::StrCat("the identity of '", name,
                            "' is protected, and an export has name, address and place in one file; only an admin can make it"));
}

absl::Status ProtectedIdentityUnasked(absl::string_view name) {
  return About(StatusCode::kFailedPrecondition, "PROTECTED_IDENTITY", name,
               absl::StrCat("the identity of '", name,
                            "' is protected, and an export has name, address and place in one file; say include_protected to make it all "
                            "the same, and hand it to nobody but the person"));
}

absl::Status ExtractTooLarge(int max_rows) {
  return MakeError(StatusCode::kResourceExhausted,
                   absl::StrCat("the extract has more than ", max_rows, " rows; ask for a shorter period, or for one unit"),
                   {.reason = "EXTRACT_TOO_LARGE"});
}

}  // namespace nanolearn::errors
