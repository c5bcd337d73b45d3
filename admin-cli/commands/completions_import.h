#pragma once

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct ImportOptions {
  std::string file;
};

// Records the completions of a file in batches. A row that is refused is named; the others go in.
absl::Status ImportCompletions(const ImportOptions& options, Context& context);

}  // namespace nanolearn::cli
