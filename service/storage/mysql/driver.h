#pragma once
// The database driver: connections and the care it wants. Only the .cc files of this folder include it.

#include <cppconn/connection.h>
#include <cppconn/exception.h>

#include <memory>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/storage/mysql/connection_options.h"
#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {

// The driver wants to know of every thread that uses it. Costs nothing when called again.
void UseDriverInThisThread();

// Throws DatabaseError. A statement that takes longer than `read_timeout` ends with the connection lost.
std::unique_ptr<sql::Connection> Connect(const ConnectionOptions& options, absl::Duration read_timeout);

// Runs `call`, which is about this SQL, and turns the driver's exceptions into ours.
template <typename Call>
auto Guarded(absl::string_view statement, Call&& call) {
  try {
    return std::forward<Call>(call)();
  } catch (const sql::SQLException& e) {
    throw DatabaseError(e.getErrorCode(), e.what(), e.getSQLState(), statement);
  }
}

}  // namespace nanolearn::mysql
