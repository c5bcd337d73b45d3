#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace nanolearn::cli {

// The text of a mapping file, which is UTF-8.
absl::StatusOr<std::string> ReadMappingFile(const std::string& path);

}  // namespace nanolearn::cli
