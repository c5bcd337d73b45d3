#pragma once
// What happens to a new token's secret, which exists nowhere else.

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

// Whether the secret could be written there, asked before there is one. Fine for an empty path.
absl::Status CheckSecretFile(const std::string& path);

// The secret to the file; without one alone to the output, so that it can be piped, or as a field in json and
// csv. `token` is a single thing.
absl::Status HandOver(Table token, const std::string& secret, const std::string& path, Context& context);

}  // namespace nanolearn::cli
