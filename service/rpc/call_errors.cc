#include "service/rpc/call_errors.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/exception_type.h"
#include "service/base/limits.h"

namespace nanolearn::rpc {

using absl::StatusCode;

absl::Status TooBusy() {
  return MakeError(StatusCode::kResourceExhausted, "the server has too much to do; try again in a moment",
                   {.reason = "TOO_BUSY"});
}

absl::Status CallCancelled() {
  return MakeError(StatusCode::kCancelled, "the call was cancelled before it was done",
                   {.reason = "CANCELLED"});
}

absl::Status DeadlinePassed() {
  return MakeError(StatusCode::kDeadlineExceeded, "the call's deadline passed before its turn came",
                   {.reason = "DEADLINE_EXCEEDED"});
}

absl::Status UnreadableRequest() {
  return MakeError(
      StatusCode::kInvalidArgument,
      "the request cannot be read: it is not a message of this method, or a text in it is not UTF-8",
      {.reason = "UNREADABLE_REQUEST"});
}

absl::Status UploadTooLarge() {
  return MakeError(StatusCode::kResourceExhausted,
                   absl::StrCat("the file is larger than ", limits::kMaxUploadBytes >> 20, " MiB"),
                   {.reason = "UPLOAD_TOO_LARGE"});
}

absl::Status UploadTooSlow(absl::Duration time) {
  return MakeError(StatusCode::kDeadlineExceeded,
                   absl::StrCat("the file has not come within ", absl::FormatDuration(time),
                                ", and others wait for its place; an upload with total_bytes goes on where it stopped"),
                   {.reason = "UPLOAD_TOO_SLOW"});
}

absl::Status UnexpectedException() {
  spdlog::error("an exception of type {} ended a call", CurrentExceptionType());
  return MakeError(StatusCode::kInternal, "the server made a mistake; its log says more",
                   {.reason = "UNEXPECTED_EXCEPTION"});
}

absl::Status ServerStopping() {
  return MakeError(absl::StatusCode::kUnavailable, "the server is stopping; call again",
                   {.reason = "SERVER_STOPPING"});
}

}  // namespace nanolearn::rpc
