#include "service/server/backup/restore.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/base/key_ring.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/server/backup/backup_folder.h"
#include "service/server/backup/progress_line.h"
#include "service/server/backup/replay.h"
#include "service/server/backup/verify_restored.h"
#include "service/server/embedded/embedded_database.h"
#include "service/storage/mysql/migrations.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

absl::Status Refuse(std::string text) { return absl::FailedPreconditionError(std::move(text)); }

absl::StatusOr<FullBackup> PickBackup(const RestoreOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<FullBackup> backups, ListBackups(options.backups));
  for (auto backup = backups.rbegin(); backup != backups.rend(); ++backup) {
    if (backup->record.end_time <= options.until) return *backup;
  }
  if (backups.empty()) return Refuse(absl::StrCat("there is no backup in ", options.backups));
  return Refuse(absl::StrCat("the earliest backup in ", options.backups, " is of ",
                             absl::FormatTime(absl::RFC3339_sec, backups.front().record.end_time, absl::UTCTimeZone()),
                             ": there is nothing from before it"));
}

absl::Status CheckKeys(const RestoreOptions& options, const BackupRecord& record) {
  if (access(options.key_file.c_str(), R_OK) != 0) {
    return Refuse(absl::StrCat("cannot read ", options.key_file, ": ", std::strerror(errno),
                               ". It is not in backups of the database: put the copy there that was kept apart"));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<KeyRing> keys, KeyRing::Open(options.key_file));
  for (size_t i = 0; i < record.key_fingerprints.size(); ++i) {
    if (Hex(keys->FingerprintOf(static_cast<int>(i) + 1)) == record.key_fingerprints[i]) continue;
    return Refuse(absl::StrCat(options.key_file, " is not the one of this backup: key ", i + 1,
                               " is missing or another. ",
                               "With it nobody would be recognised; put the copy there that was kept apart"));
  }
  return absl::OkStatus();
}

absl::Status CheckTarget(const RestoreOptions& options, const std::string& staging) {
  for (const std::string& path : {options.database_directory, staging}) {
    if (!fs::exists(path)) continue;
    return Refuse(absl::StrCat(path, " is there already: restore into another folder, or move it away",
                               path == staging ? "; it is of a restore that did not end well" : ""));
  }
  return absl::OkStatus();
}

absl::Status CheckVersion(const BackupRecord& record) {
  if (record.schema_version <= mysql::Migrations().back().version) return absl::OkStatus();
  return Refuse(absl::StrCat("the backup was made by nanolearnd ", record.version,
                             " with a newer database than this program knows: "
                             "restore with that one"));
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  if (mkdir(path.c_str(), S_IRWXU) == 0) return absl::OkStatus();
  return Refuse(absl::StrCat("cannot make ", path, ": ", std::strerror(errno)));
}

// What only mariadb-backup reads.
bool IsOfBackup(const std::string& path) {
  return absl::StartsWith(path, "data/xtrabackup_") || path == "data/backup-my.cnf" || path == "backup.json";
}

// Each file is compared with its checksum on the way.
absl::Status CopyData(const FullBackup& backup, const std::string& staging) {
  ASSIGN_OR_RETURN(const Checksums checksums, ReadChecksums(backup.path));
  if (checksums.empty()) return absl::DataLossError(absl::StrCat(backup.path, " has no SHA256SUMS"));
  ProgressLine progress("copying the database", BytesOf(backup.path, checksums));
  // Also of schemas without a table.
  for (const auto& entry : fs::recursive_directory_iterator(backup.data())) {
    if (entry.is_directory()) fs::create_directories(staging / entry.path().lexically_relative(backup.path));
  }
  for (const auto& [path, hash] : checksums) {
    if (IsOfBackup(path)) continue;
    ASSIGN_OR_RETURN(const std::string found,
                     CopyFile(absl::StrCat(backup.path, "/", path), absl::StrCat(staging, "/", path),
                              [&](uint64_t bytes) { progress.Add(bytes); }));
    if (found != hash)
      return absl::DataLossError(absl::StrCat(backup.path, "/", path, " is not what it was: use another backup"));
  }
  return VerifyChecksums(backup.binlogs(), [](uint64_t) {});
}

mysql::ConnectionOptions ConnectionTo(const EmbeddedDatabase& database) {
  mysql::ConnectionOptions connection;
  connection.socket = database.socket_path();
  connection.user = database.user();
  connection.schema = database.default_schema();
  return connection;
}

absl::Status Build(const RestoreOptions& options, const FullBackup& backup, const std::string& staging,
                   RestoreResult& result) {
  ASSIGN_OR_RETURN(const auto logs, JoinBinlogs(backup.record.binlog.file, backup.binlogs(), options.binlogs));
  RETURN_IF_ERROR(MakeFolder(staging));
  RETURN_IF_ERROR(CopyData(backup, staging));
  ASSIGN_OR_RETURN(const auto database, EmbeddedDatabase::Start({.directory = staging, .is_restored = true}));
  ASSIGN_OR_RETURN(result.cut_short,
                   ReplayBinlogs(*database, logs, backup.record.binlog.position, options.until, staging));
  result.binlogs = static_cast<int>(logs.size());
  const mysql::ConnectionOptions connection = ConnectionTo(*database);
  RETURN_IF_ERROR(mysql::Migrate(connection));
  return VerifyRestored(connection, options.key_file, result);
}

}  // namespace

absl::StatusOr<RestoreResult> Restore(const RestoreOptions& options) {
  const std::string staging = absl::StrCat(options.database_directory, ".restoring");
  ASSIGN_OR_RETURN(const FullBackup backup, PickBackup(options));
  RETURN_IF_ERROR(CheckVersion(backup.record));
  RETURN_IF_ERROR(CheckKeys(options, backup.record));
  RETURN_IF_ERROR(CheckTarget(options, staging));
  RestoreResult result{.backup = backup.path};
  RETURN_IF_ERROR(Build(options, backup, staging, result));
  std::error_code error;
  fs::rename(staging, options.database_directory, error);
  if (error) return Refuse(absl::StrCat("cannot make ", options.database_directory, ": ", error.message()));
  return result;
}

}  // namespace nanolearn
