#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// The first part of a file with a table: at most `max_bytes`, cut behind a line end.
absl::StatusOr<std::string> ReadFileStart(const std::string& path, size_t max_bytes);

// Where the last whole line of a text ends, in any of the encodings that staff files have.
size_t EndOfLastLine(absl::string_view text);

}  // namespace nanolearn::cli
