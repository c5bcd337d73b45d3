#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "service/server/options.h"

namespace nanolearn {

// What `nanolearnd backup`, `verify-backup` and `restore` are told, besides where the database is.
struct BackupCommandOptions {
  std::string directory;  // of the backups
  bool full = false;
  int full_every_days = 7;
  int keep = 0;
  std::string binlogs;  // restore: of the lost database
  std::string until;    // restore: RFC 3339; empty: the end
};

// Each says on standard output what it has done.
absl::Status RunBackup(const ServerOptions& server, const BackupCommandOptions& options);
absl::Status RunVerifyBackup(const BackupCommandOptions& options);
absl::Status RunRestore(const ServerOptions& server, const BackupCommandOptions& options);

}  // namespace nanolearn
