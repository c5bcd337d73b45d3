#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// What ExportPerson answered as JSON, as a text for the person to read, in Swedish ("sv") or English. What the program does not know a word
// for is there by its key.
absl::StatusOr<std::string> PersonDocument(const std::string& json, absl::string_view language);

}  // namespace nanolearn::cli
