#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace nanolearn::cli {

inline constexpr size_t kMaxConfigBytes = 64 << 10;  // cli.toml, a token, a mapping, certificates

// The size of a file that can be read; a sentence about what is wrong with it otherwise.
absl::StatusOr<size_t> SizeOfFile(const std::string& path, size_t max_bytes);
// All of it, at most `max_bytes`.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes);

// Makes the file, or replaces what was in it.
absl::Status WriteFile(const std::string& path, const std::string& content);

// The last part of a path: what a message about a file begins with.
std::string FileName(const std::string& path);

}  // namespace nanolearn::cli
