#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// All of it, to the disk; otherwise false, with errno.
bool WriteAll(int fd, absl::string_view content);

// Writes `content` to `path` so that only the owner can read it and a crash leaves the old file or the new
// one.
absl::Status WritePrivateFile(const std::string& path, absl::string_view content);

}  // namespace nanolearn
