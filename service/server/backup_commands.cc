#include "service/server/backup_commands.h"

#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "service/base/key_file.h"
#include "service/base/key_ring.h"
#include "service/base/status_macros.h"
#include "service/server/backup/backup.h"
#include "service/server/backup/restore.h"
#include "service/server/database.h"
#include "service/server/embedded/database_folder.h"
#include "service/server/embedded/embedded_database.h"

namespace nanolearn {
namespace {

absl::StatusOr<std::vector<std::string>> KeyFingerprints(const std::string& key_file) {
  ASSIGN_OR_RETURN(const std::vector<HashKey> keys, ReadKeyFile(key_file));
  ASSIGN_OR_RETURN(const std::unique_ptr<KeyRing> ring, KeyRing::Open(key_file));
  std::vector<std::string> fingerprints;
  for (int number = 1; number <= ring->size(); ++number) fingerprints.push_back(Hex(ring->FingerprintOf(number)));
  return fingerprints;
}

// MariaDB's programs work in folders of their own.
std::string Absolute(const std::string& path) {
  const std::filesystem::path absolute = std::filesystem::absolute(path).lexically_normal();
  return (absolute.has_filename() ? absolute : absolute.parent_path()).string();
}

absl::StatusOr<absl::Time> ParseUntil(const std::string& text) {
  if (text.empty()) return absl::InfiniteFuture();
  absl::Time time;
  std::string why;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &why)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--until is a time such as 2026-12-01T14:05:00+01:00 or 2026-12-01T13:05:00Z, not '", text, "'"));
  }
  return absl::FromUnixSeconds(absl::ToUnixSeconds(time));
}

void Tell(const BackupResult& result) {
  if (result.is_full) {
    std::cout << "full backup in " << result.path << " (" << result.why_full << ")\n";
  } else {
    std::cout << result.binlogs << " binary logs added to " << result.path << "\n";
  }
  for (const std::string& path : result.removed) std::cout << "removed " << path << "\n";
}

void Tell(const RestoreResult& result, const std::string& directory) {
  std::cout << "restored " << directory << " from " << result.backup << " and " << result.binlogs << " binary logs\n";
  if (!result.cut_short.empty()) {
    std::cout << result.cut_short
              << " ends in the middle of a transaction, which had not been answered and was left out\n";
  }
  std::cout << "verified: " << result.organisations << " organisations, " << result.audit_entries
            << " entries of the audit, " << result.figures << " figures"
            << (result.unready > 0
                    ? absl::StrCat(" (not those of ", result.unready,
                                   " organisations, which are being made: run nanolearn compliance verify later)")
                    : "")
            << "\n"
            << "Take a backup as soon as nanolearnd runs on it.\n";
}

}  // namespace

absl::Status RunBackup(const ServerOptions& server, const BackupCommandOptions& command) {
  BackupOptions options{.version = NANOLEARN_VERSION,
                        .directory = Absolute(command.directory),
                        .full = command.full,
                        .full_every = absl::Hours(24) * command.full_every_days,
                        .keep = command.keep};
  ASSIGN_OR_RETURN(const std::string directory, EmbeddedDirectory(server));
  ASSIGN_OR_RETURN(options.database.socket, DatabaseFolder::SocketInUse(directory));
  options.database.user = EmbeddedDatabase::kBackupUser;
  ASSIGN_OR_RETURN(options.key_fingerprints, KeyFingerprints(KeyFileIn(server.data_directory)));
  ASSIGN_OR_RETURN(const BackupResult result, TakeBackup(options));
  Tell(result);
  return absl::OkStatus();
}

absl::Status RunVerifyBackup(const BackupCommandOptions& options) {
  ASSIGN_OR_RETURN(const int good, VerifyBackups(options.directory));
  std::cout << good << " full backups and the binary logs after them are as they were written\n";
  return absl::OkStatus();
}

absl::Status RunRestore(const ServerOptions& server, const BackupCommandOptions& command) {
  RestoreOptions options{
      .backups = command.directory, .key_file = KeyFileIn(server.data_directory), .binlogs = command.binlogs};
  ASSIGN_OR_RETURN(options.database_directory, EmbeddedDirectory(server));
  ASSIGN_OR_RETURN(options.until, ParseUntil(command.until));
  ASSIGN_OR_RETURN(const RestoreResult result, Restore(options));
  Tell(result, options.database_directory);
  return absl::OkStatus();
}

}  // namespace nanolearn
