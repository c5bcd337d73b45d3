#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn::mysql {

struct Migration {
  int version;
  std::string name;
  std::string sql;  // one statement
};

// All steps, by version, from 1 without gaps.
const std::vector<Migration>& Migrations();

// Creates the schema's bookkeeping when it is missing and runs the steps that have not run, each recorded
// with the SHA-256 of its SQL. Two servers may call it at once. FAILED_PRECONDITION with a sentence when a
// recorded checksum differs or the database is newer than this program.
absl::Status Migrate(const ConnectionOptions& options);

// OK when the schema is exactly the one this program knows; else FAILED_PRECONDITION with a sentence that
// says what to do (`nanolearnd migrate`).
absl::Status CheckSchema(const ConnectionOptions& options);

}  // namespace nanolearn::mysql
