#include "service/domain/errors/link.h"

#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status LinkNotFound() {
  return MakeError(
      StatusCode::kNotFound,
      "this link does not work: it is mistyped, too old or has been ended; ask for a new one by mail",
      {.reason = "LINK_NOT_FOUND"});
}

absl::Status ScreenCodeNotFound() {
  return MakeError(
      StatusCode::kNotFound,
      "these letters do not work: they are mistyped, used already or older than ten minutes; get new "
      "ones from the lesson's page",
      {.reason = "SCREEN_CODE_NOT_FOUND"});
}

absl::Status LessonNotFinished() {
  return MakeError(StatusCode::kFailedPrecondition, "the lesson has steps left; go through them first",
                   {.reason = "LESSON_NOT_FINISHED"});
}

absl::Status PictureNotFound() {
  return MakeError(StatusCode::kNotFound, "the lesson has no such picture", {.reason = "PICTURE_NOT_FOUND"});
}

absl::Status TooManyLinkRequests() {
  return MakeError(StatusCode::kResourceExhausted,
                   "too many people are asking for links just now; try again in a minute",
                   {.reason = "TOO_BUSY"});
}

}  // namespace nanolearn::errors
