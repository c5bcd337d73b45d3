#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// NOT_FOUND / UPLOAD_NOT_FOUND: nothing has come under this request id, or the upload is done.
absl::Status UploadNotFound(absl::string_view request_id);
// FAILED_PRECONDITION / UPLOAD_POSITION: an upload goes on where it stopped, and nowhere else; `received` is
// in the metadata as received_bytes.
absl::Status UploadPosition(int64_t first_byte, int64_t received);

// RESOURCE_EXHAUSTED / TOO_MANY_UPLOADS: an organisation has begun as many uploads as it may have unfinished.
absl::Status TooManyUploads(absl::string_view organisation);

}  // namespace nanolearn::errors
