#pragma once
// Errors of a call as such, whatever it is about.

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace nanolearn::rpc {

// RESOURCE_EXHAUSTED / TOO_BUSY.
absl::Status TooBusy();
// CANCELLED / CANCELLED: nobody waits for the answer.
absl::Status CallCancelled();
// DEADLINE_EXCEEDED / DEADLINE_EXCEEDED: the call waited for its turn until it was too late.
absl::Status DeadlinePassed();
// INVALID_ARGUMENT / UNREADABLE_REQUEST: not the method's message, or a text in it is not UTF-8.
absl::Status UnreadableRequest();
// RESOURCE_EXHAUSTED / UPLOAD_TOO_LARGE.
absl::Status UploadTooLarge();
// DEADLINE_EXCEEDED / UPLOAD_TOO_SLOW: the file has not come within `time`.
absl::Status UploadTooSlow(absl::Duration time);

// INTERNAL / UNEXPECTED_EXCEPTION. To be called while handling an exception; logs its type, never its text,
// which may quote what people have entered.
absl::Status UnexpectedException();
// To a call that comes, and to a stream that would not end, once the server stops.
absl::Status ServerStopping();

}  // namespace nanolearn::rpc
