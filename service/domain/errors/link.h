#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// NOT_FOUND / LINK_NOT_FOUND: whatever is wrong with it, so that nobody learns which codes are almost right.
absl::Status LinkNotFound();
// NOT_FOUND / SCREEN_CODE_NOT_FOUND: never given out, used already, or too old.
absl::Status ScreenCodeNotFound();
// FAILED_PRECONDITION / LESSON_NOT_FINISHED.
absl::Status LessonNotFinished();
// NOT_FOUND / PICTURE_NOT_FOUND.
absl::Status PictureNotFound();
// RESOURCE_EXHAUSTED / TOO_BUSY: too many have asked for links.
absl::Status TooManyLinkRequests();

}  // namespace nanolearn::errors
