#pragma once

#include <string>

#include "absl/status/status.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

struct SyncOptions {
  std::string source, mapping, effective, request_id, file;
  bool dry_run = false;
};

// Sends a staff file in chunks and says what it changed.
absl::Status SyncPeople(const SyncOptions& options, Context& context);

}  // namespace nanolearn::cli
