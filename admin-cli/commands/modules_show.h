#pragma once

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct ShowModuleOptions {
  std::string id, language;
  int revision = 0;  // 0: the latest
};

// The lesson's text to be read; with its facts in json and csv.
absl::Status ShowModule(const ShowModuleOptions& options, Context& context);

}  // namespace nanolearn::cli
