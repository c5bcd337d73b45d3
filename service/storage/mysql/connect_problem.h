#pragma once

#include <string>

#include "absl/status/status.h"
#include "service/storage/mysql/connection_options.h"
#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {

// "user@host:port/schema" or "user@socket/schema", without the password.
std::string DatabaseName(const ConnectionOptions& options);

// What an operator is told when no connection comes about: which database, why, and what to do.
absl::Status ConnectProblem(const ConnectionOptions& options, const DatabaseError& error);

}  // namespace nanolearn::mysql
