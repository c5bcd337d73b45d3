#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace nanolearn {

struct RestoreOptions {
  std::string backups;             // the folder that TakeBackup wrote to
  std::string database_directory;  // of the new embedded database; must not be there
  std::string key_file;            // identity.key, which no backup has
  std::string binlogs;  // of the lost database, when they are left: they go further than the backup's; empty: none
  absl::Time until = absl::InfiniteFuture();  // what was committed in this second and later is left out
};

struct RestoreResult {
  std::string backup;     // that it was made from
  int binlogs = 0;        // that were replayed after it
  std::string cut_short;  // the log that ends in the middle of a transaction, as after a crash; that one is left out
  int organisations = 0;
  int64_t audit_entries = 0;
  int64_t figures = 0;  // that were counted again
  int unready = 0;      // organisations whose figures are being made, so that there is nothing to compare
};

// Makes a database from the last backup before `until` and the binary logs after it, brings it up to date and looks
// whether it is whole: each chain of the audit, and all figures counted again. Nothing is at `database_directory`
// before all is well. FAILED_PRECONDITION when there is something already, no backup fits, or the key file lacks a key
// of the backup; DATA_LOSS when what was backed up is damaged or what was made from it is not whole: it is left in
// `database_directory`.restoring then.
absl::StatusOr<RestoreResult> Restore(const RestoreOptions& options);

}  // namespace nanolearn
