#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// A reason that somebody gives for others to read: 1 to limits::kMaxReasonCharacters characters on one line.
absl::Status CheckReason(absl::string_view reason, absl::string_view field);
// The same, and it may be empty.
absl::Status CheckEvidence(absl::string_view evidence, absl::string_view field);

}  // namespace nanolearn
