#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn {

struct BackupOptions {
  mysql::ConnectionOptions database;  // an embedded one that runs, as its user for backups
  std::vector<std::string> key_fingerprints;
  std::string version;                              // of this program
  std::string directory;                            // of the backups; made when missing, mode 0700
  bool full = false;                                // take a full one in any case
  absl::Duration full_every = absl::Hours(24 * 7);  // take one when the last is older
  int keep = 0;                                     // full ones with what came after each; 0: all
};

struct BackupResult {
  std::string path;                  // of the full backup, new or not, that has it
  bool is_full = false;              // a new one was taken
  std::string why_full;              // as a sentence, when nobody asked for it
  int binlogs = 0;                   // that were copied
  std::vector<std::string> removed;  // backups, since there are more than are kept
};

// What was committed before this is called is in the backup afterwards: in a full one, or in binary logs that are added
// to the last full one. Nothing waits for it. FAILED_PRECONDITION when another program writes to the folder,
// mariadb-backup is not installed or the folder cannot be written; INTERNAL, with the end of its log, when
// mariadb-backup fails. What is cut short is not taken for a backup.
absl::StatusOr<BackupResult> TakeBackup(const BackupOptions& options);

// All backups of the folder, or the first that is not what it was: DATA_LOSS. Returns how many are good.
absl::StatusOr<int> VerifyBackups(const std::string& directory);

}  // namespace nanolearn
