#include "service/server/database.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/listen_address.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

absl::StatusOr<std::string> ReadPassword(const std::string& path) {
  if (path.empty()) {
    const char* password = std::getenv("NANOLEARN_DATABASE_PASSWORD");
    return std::string(password ? password : "");
  }
  std::ifstream file(path);
  if (!file) return absl::InvalidArgumentError(absl::StrCat("cannot read the password file ", path));
  std::stringstream content;
  content << file.rdbuf();
  return std::string(absl::StripTrailingAsciiWhitespace(content.str()));
}

// What is said to a database on another machine is encrypted, or somebody has said that it need not be.
absl::Status CheckTls(const mysql::ConnectionOptions& connection) {
  const bool leaves_the_machine = connection.socket.empty() && !IsLoopback(connection.host);
  if (!leaves_the_machine || !connection.ca_file.empty() || connection.without_tls) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "will not speak to the database on ", connection.host,
      " without TLS, where others could read the password and personal data: add ?ssl-ca=FILE to --database, or "
      "?tls=off where nobody else is on the way"));
}

constexpr char kEmbedded[] = "embedded:";

bool IsEmbedded(const ServerOptions& options) {
  return options.database.empty() || absl::StartsWith(options.database, kEmbedded);
}

// An eighth of the machine's memory: a large list touches every index, and what does not fit is read again.
int BufferPoolMegabytes() {
  constexpr int64_t kLeast = 256, kMost = 1024;
  const int64_t bytes = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGE_SIZE);
  return static_cast<int>(std::clamp(bytes / 8 / (1 << 20), kLeast, kMost));
}

absl::StatusOr<Database> OpenEmbedded(std::string directory, const std::string& binlogs) {
  Database database;
  ASSIGN_OR_RETURN(database.embedded,
                   EmbeddedDatabase::Start(
                       {.directory = std::move(directory),
                        .buffer_pool_megabytes = BufferPoolMegabytes(),
                        .binlog_directory = binlogs.empty() ? "" : std::filesystem::absolute(binlogs).string()}));
  database.connection.socket = database.embedded->socket_path();
  database.connection.user = database.embedded->user();
  database.connection.schema = database.embedded->default_schema();
  return database;
}

}  // namespace

absl::StatusOr<std::string> EmbeddedDirectory(const ServerOptions& options) {
  if (options.database.empty()) return absl::StrCat(options.data_directory, "/database");
  absl::string_view text = options.database;
  if (!absl::ConsumePrefix(&text, kEmbedded)) {
    return absl::InvalidArgumentError("this is for an embedded database; how to do it with one of your own is in docs/backup.md");
  }
  if (text.empty()) return absl::InvalidArgumentError("--database embedded:DIR needs a directory after the colon");
  return std::string(text);
}

absl::StatusOr<Database> OpenDatabase(const ServerOptions& options) {
  if (IsEmbedded(options)) {
    ASSIGN_OR_RETURN(std::string directory, EmbeddedDirectory(options));
    return OpenEmbedded(std::move(directory), options.binlogs);
  }
  absl::string_view text = options.database;
  if (!absl::StartsWith(text, "mysql://")) {
    return absl::InvalidArgumentError("--database is embedded:DIR or mysql://user@host/schema");
  }
  Database database;
  ASSIGN_OR_RETURN(database.connection, mysql::ParseDatabaseUrl(text));
  RETURN_IF_ERROR(CheckTls(database.connection));
  ASSIGN_OR_RETURN(database.connection.password, ReadPassword(options.database_password_file));
  return database;
}

absl::Status MakeDataDirectory(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return absl::OkStatus();
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make the data directory ", path, ": ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
