#include "service/domain/errors/resource.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status NotFound(absl::string_view noun, absl::string_view name) {
  return MakeError(StatusCode::kNotFound, absl::StrCat("there is no ", noun, " '", name, "'"),
                   {.reason = absl::StrCat(absl::AsciiStrToUpper(noun), "_NOT_FOUND"),
                    .resource_type = absl::StrCat("nanolearn/", noun),
                    .resource_name = std::string(name)});
}

absl::Status Exists(absl::string_view noun, absl::string_view name) {
  return MakeError(StatusCode::kAlreadyExists, absl::StrCat("the ", noun, " '", name, "' exists already"),
                   {.reason = absl::StrCat(absl::AsciiStrToUpper(noun), "_EXISTS"),
                    .resource_type = absl::StrCat("nanolearn/", noun),
                    .resource_name = std::string(name)});
}

absl::Status RequestIdReused(absl::string_view request_id) {
  return MakeError(
      StatusCode::kAlreadyExists,
      absl::StrCat("the request id '", request_id, "' was used for another request; make a new one"),
      {.reason = "REQUEST_ID_REUSED", .violations = {{"request_id", "was used before, for something else"}}});
}

absl::Status EtagMismatch(absl::string_view name) {
  return MakeError(
      StatusCode::kAborted,
      absl::StrCat("'", name, "' was changed since you read it; read it again and repeat the change"),
      {.reason = "ETAG_MISMATCH", .resource_name = std::string(name)});
}

absl::Status BadPageToken() {
  return MakeError(StatusCode::kInvalidArgument,
                   "page_token: is not from the previous page of this same query; begin again without it",
                   {.reason = "BAD_PAGE_TOKEN", .violations = {{"page_token", "not from this query"}}});
}

}  // namespace nanolearn::errors
