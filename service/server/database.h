#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "service/server/embedded/embedded_database.h"
#include "service/server/options.h"
#include "service/storage/mysql/connection_options.h"

namespace nanolearn {

// The database that the options name, ready to be connected to. An embedded one runs for as long as this
// lives.
struct Database {
  std::unique_ptr<EmbeddedDatabase> embedded;  // null for an external database
  mysql::ConnectionOptions connection;
};

absl::StatusOr<Database> OpenDatabase(const ServerOptions& options);

// Of the embedded database that the options name. INVALID_ARGUMENT when they name another kind.
absl::StatusOr<std::string> EmbeddedDirectory(const ServerOptions& options);

// Makes the data directory, mode 0700, when it is missing.
absl::Status MakeDataDirectory(const std::string& path);

}  // namespace nanolearn
