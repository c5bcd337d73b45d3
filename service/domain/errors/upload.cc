#include "service/domain/errors/upload.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status UploadNotFound(absl::string_view request_id) {
  return MakeError(StatusCode::kNotFound,
                   absl::StrCat("nothing is kept of an upload with the request id '", request_id,
                                "': nothing has come yet, or it is done; send the file from its beginning, "
                                "it is then run once"),
                   {.reason = "UPLOAD_NOT_FOUND"});
}

absl::Status UploadPosition(int64_t first_byte, int64_t received) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the upload goes on at byte ", received, " of the file and not at byte ", first_byte),
      {.reason = "UPLOAD_POSITION",
       .metadata = {{"received_bytes", absl::StrCat(received)}},
       .violations = {{"header.first_byte", absl::StrCat("must be ", received)}}});
}

absl::Status TooManyUploads(absl::string_view organisation) {
  return MakeError(StatusCode::kResourceExhausted,
                   absl::StrCat("organisations/", organisation, " would have more than ", limits::kMaxUnfinishedUploads,
                                " unfinished uploads, or more than ", limits::kMaxUnfinishedUploadBytes >> 20,
                                " MiB of them; finish those that were begun, or wait: what nobody goes on with is "
                                "deleted after a day"),
                   {.reason = "TOO_MANY_UPLOADS"});
}

}  // namespace nanolearn::errors
