#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct LintOptions {
  std::vector<std::string> folders;
};

// Checks folders on this machine, without a server.
absl::Status LintModules(const LintOptions& options, Context& context);

}  // namespace nanolearn::cli
