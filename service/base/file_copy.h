#pragma once
// Files with their SHA-256, in lower-case hexadecimal, as sha256sum prints it. FAILED_PRECONDITION, with the path and
// the reason, when a file cannot be read or written.

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace nanolearn {

// Told of each piece: how many bytes it was.
using OnBytes = absl::FunctionRef<void(uint64_t)>;

absl::StatusOr<std::string> HashFile(const std::string& path, OnBytes on_bytes);
// What it has copied. `to` is readable to its owner only, and on the disk when this returns.
absl::StatusOr<std::string> CopyFile(const std::string& from, const std::string& to, OnBytes on_bytes);

}  // namespace nanolearn
