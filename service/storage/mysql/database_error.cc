#include "service/storage/mysql/database_error.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

// Enough to find it in the code.
constexpr size_t kShownBytes = 100;

// Why a connection is of no use is told with names of hosts at most.
std::string WithoutData(int number, const std::string& text, const std::string& sql_state, absl::string_view statement) {
  if (ClassOf(number) == ErrorClass::kConnectionLost) return text;
  if (statement.empty()) return absl::StrCat("SQLSTATE ", sql_state);
  return absl::StrCat("SQLSTATE ", sql_state, " of: ", statement.substr(0, kShownBytes));
}

}  // namespace

DatabaseError::DatabaseError(int number, std::string text, const std::string& sql_state, absl::string_view statement)
    : number_(number), text_(std::move(text)), log_text_(WithoutData(number, text_, sql_state, statement)) {}

ErrorClass ClassOf(int number) {
  switch (number) {
    case 1020:  // the record has changed since it was read (MariaDB's snapshot isolation)
    case 1062:  // duplicate key: somebody else was first, the next run sees theirs
    case 1205:  // waited too long for a lock
    case 1213:  // deadlock, or refused by Galera's certification
    case 1412:  // the table was altered after the snapshot was taken
    case 3101:  // rolled back by MySQL's group replication
      return ErrorClass::kRetry;

    case 1040:  // too many connections
    case 1042:  // the server cannot look up our host
    case 1043:  // bad handshake
    case 1047:  // this Galera node is cut off from the others
    case 1053:  // the server is shutting down
    case 1152:  // the server gave the connection up, here and in the next five
    case 1158:
    case 1159:
    case 1160:
    case 1161:
    case 1184:
    case 1180:  // Galera lost its majority
    case 1203:  // too many connections of this user
    case 1243:  // the server does not know our prepared statement
    case 1290:  // read-only
    case 1615:  // a prepared statement no longer fits its tables
    case 1836:  // read-only
    case 1927:  // killed
    case 2002:  // nobody listens on the socket
    case 2003:  // nobody listens at host and port
    case 2005:  // unknown host
    case 2006:  // the server has gone away
    case 2012:  // failed in the handshake
    case 2013:  // lost while waiting for the answer
    case 2014:  // out of step
    case 2026:  // TLS
    case 2027:  // a malformed packet
    case 2030:  // a statement of an earlier connection
    case 2055:  // lost, with the system's error
    case 4031:  // closed by the server for idleness
      return ErrorClass::kConnectionLost;

    case kStatementTimeout:
      return ErrorClass::kTooSlow;

    default:
      return ErrorClass::kOther;
  }
}

ErrorClass ClassOfCommit(int number) {
  const ErrorClass usual = ClassOf(number);
  return usual == ErrorClass::kConnectionLost ? ErrorClass::kUnknownOutcome : usual;
}

}  // namespace nanolearn::mysql
