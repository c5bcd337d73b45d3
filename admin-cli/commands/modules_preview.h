#pragma once

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct ModulePreviewOptions {
  std::string folder;
  std::string language;
  int port = 0;  // 0: the usual one
};

// Shows a folder on this machine as learners will see it, until Ctrl-C; without a server.
absl::Status PreviewModule(const ModulePreviewOptions& options, Context& context);

}  // namespace nanolearn::cli
