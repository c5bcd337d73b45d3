#pragma once

#include "absl/status/statusor.h"
#include "service/server/backup/backup_folder.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn {

// Ends the binary log that is being written and copies all that are complete and that the backup lacks into it. What
// was committed before the call is in them. Returns how many there were. OUT_OF_RANGE, with a sentence, when they do
// not go on where the backup's end: some are gone, or it is another database.
absl::StatusOr<int> ArchiveBinlogs(const mysql::ConnectionOptions& database, const FullBackup& backup);

}  // namespace nanolearn
