#pragma once

#include <string>

#include "absl/status/status.h"
#include "service/server/backup/restore.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn {

// Goes through each chain of the audit and counts all figures again; adds what it has seen to `result`. DATA_LOSS
// naming what is not whole.
absl::Status VerifyRestored(const mysql::ConnectionOptions& connection, const std::string& key_file,
                            RestoreResult& result);

}  // namespace nanolearn
