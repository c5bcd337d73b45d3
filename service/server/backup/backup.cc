#include "service/server/backup/backup.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/base/file_descriptor.h"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"
#include "service/server/backup/backup_folder.h"
#include "service/server/backup/binlog_archive.h"
#include "service/server/backup/program.h"
#include "service/server/backup/progress_line.h"
#include "service/storage/mysql/connect_problem.h"
#include "service/storage/mysql/migrations.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

absl::Status Failure(absl::string_view what, const std::string& path, int error) {
  return absl::FailedPreconditionError(absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(error)));
}

// Until the descriptor is closed nobody else writes there.
absl::StatusOr<FileDescriptor> LockFolder(const std::string& directory) {
  std::error_code error;
  fs::create_directories(fs::path(directory).parent_path(), error);
  if (mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) return Failure("make", directory, errno);
  const std::string path = absl::StrCat(directory, "/lock");
  FileDescriptor lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!lock.valid()) return Failure("write", path, errno);
  if (flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return Failure("lock", path, errno);
  return absl::FailedPreconditionError(absl::StrCat("another nanolearnd backup is writing to ", directory));
}

absl::Status RemoveAll(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  return error ? Failure("remove", path, error.value()) : absl::OkStatus();
}

// To the disk, with all that is on it.
absl::Status Flush(const std::string& directory) {
  const FileDescriptor folder(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.valid() && syncfs(folder.get()) == 0 ? absl::OkStatus() : Failure("write", directory, errno);
}

absl::Status RunMariaDbBackup(const BackupOptions& options, const std::string& folder) {
  ASSIGN_OR_RETURN(const std::string program, FindMariaDbProgram("mariadb-backup", "mariadb-backup"));
  const std::string log = absl::StrCat(folder, "/mariadb-backup.log");
  const std::string target = absl::StrCat("--target-dir=", folder, "/data");
  {
    const ProgressLine progress("copying the database", 0);
    RETURN_IF_ERROR(
        RunProgram({program, "--no-defaults", "--backup", target, absl::StrCat("--tmpdir=", folder),
                    absl::StrCat("--socket=", options.database.socket), absl::StrCat("--user=", options.database.user)},
                   log));
  }
  const ProgressLine progress("making it ready to be restored", 0);
  return RunProgram({program, "--no-defaults", "--prepare", target, absl::StrCat("--tmpdir=", folder)}, log);
}

absl::StatusOr<BackupRecord> MakeRecord(const BackupOptions& options, const std::string& folder) {
  BackupRecord record{.end_time = absl::Now(),
                      .schema_version = mysql::Migrations().back().version,
                      .version = options.version,
                      .key_fingerprints = options.key_fingerprints};
  std::ostringstream info;
  info << std::ifstream(absl::StrCat(folder, "/data/xtrabackup_binlog_info")).rdbuf();
  ASSIGN_OR_RETURN(record.binlog, ParseBinlogInfo(info.str()));
  return record;
}

// The one before gets the same logs, so that also it goes as far as this one begins.
absl::StatusOr<FullBackup> TakeFull(const BackupOptions& options, const std::vector<FullBackup>& before) {
  const std::string folder = absl::StrCat(options.directory, "/", FolderName(absl::Now()), ".new");
  RETURN_IF_ERROR(RemoveAll(folder));
  if (mkdir(folder.c_str(), S_IRWXU) != 0) return Failure("make", folder, errno);
  RETURN_IF_ERROR(RunMariaDbBackup(options, folder));
  FullBackup backup{.path = folder};
  ASSIGN_OR_RETURN(backup.record, MakeRecord(options, folder));
  RETURN_IF_ERROR(WritePrivateFile(absl::StrCat(folder, "/backup.json"), ToJson(backup.record)));
  {
    ProgressLine progress("making checksums", 0);
    ASSIGN_OR_RETURN(const Checksums checksums,
                     ChecksumsOf(folder, {"data", "backup.json"}, [&](uint64_t bytes) { progress.Add(bytes); }));
    RETURN_IF_ERROR(WriteChecksums(folder, checksums));
  }
  RETURN_IF_ERROR(ArchiveBinlogs(options.database, backup).status());
  // It may be of another database; then it stays as it is.
  if (!before.empty()) (void)ArchiveBinlogs(options.database, before.back());
  RETURN_IF_ERROR(Flush(folder));
  backup.path = absl::StrCat(options.directory, "/", FolderName(backup.record.end_time));
  if (rename(folder.c_str(), backup.path.c_str()) != 0) return Failure("make", backup.path, errno);
  RETURN_IF_ERROR(Flush(options.directory));
  return backup;
}

// Why the last full backup will not do; empty: it will, and has what is new.
absl::StatusOr<std::string> AddToLast(const BackupOptions& options, const std::vector<FullBackup>& backups,
                                      BackupResult& result) {
  if (options.full) return std::string("it was asked for");
  if (backups.empty()) return std::string("there was none");
  const FullBackup& last = backups.back();
  if (absl::Now() - last.record.end_time > options.full_every) {
    return absl::StrCat("the last one is of ", FolderName(last.record.end_time));
  }
  const absl::StatusOr<int> copied = ArchiveBinlogs(options.database, last);
  if (absl::IsOutOfRange(copied.status())) return std::string(copied.status().message());
  RETURN_IF_ERROR(copied.status());
  result.binlogs = *copied;
  result.path = last.path;
  RETURN_IF_ERROR(Flush(options.directory));
  return std::string();
}

absl::Status RemoveOld(const BackupOptions& options, BackupResult& result) {
  if (options.keep <= 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<FullBackup> backups, ListBackups(options.directory));
  for (size_t i = 0; i + static_cast<size_t>(options.keep) < backups.size(); ++i) {
    RETURN_IF_ERROR(RemoveAll(backups[i].path));
    result.removed.push_back(backups[i].path);
  }
  return absl::OkStatus();
}

// What a crash cut short.
absl::Status RemoveUnfinished(const std::string& directory) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".new") RETURN_IF_ERROR(RemoveAll(entry.path()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BackupResult> TakeBackup(const BackupOptions& options) {
  ASSIGN_OR_RETURN(const FileDescriptor lock, LockFolder(options.directory));
  RETURN_IF_ERROR(RemoveUnfinished(options.directory));
  ASSIGN_OR_RETURN(const std::vector<FullBackup> before, ListBackups(options.directory));
  BackupResult result;
  ASSIGN_OR_RETURN(result.why_full, AddToLast(options, before, result));
  if (!result.why_full.empty()) {
    ASSIGN_OR_RETURN(const FullBackup backup, TakeFull(options, before));
    result.path = backup.path;
    result.is_full = true;
  }
  RETURN_IF_ERROR(RemoveOld(options, result));
  return result;
}

absl::StatusOr<int> VerifyBackups(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<FullBackup> backups, ListBackups(directory));
  if (backups.empty()) return absl::NotFoundError(absl::StrCat("there is no backup in ", directory));
  for (const FullBackup& backup : backups) {
    ASSIGN_OR_RETURN(const Checksums checksums, ReadChecksums(backup.path));
    if (checksums.empty()) return absl::DataLossError(absl::StrCat(backup.path, " has no SHA256SUMS"));
    ProgressLine progress(absl::StrCat("verifying ", backup.path), BytesOf(backup.path, checksums));
    const auto on_bytes = [&](uint64_t bytes) { progress.Add(bytes); };
    RETURN_IF_ERROR(VerifyChecksums(backup.path, on_bytes));
    RETURN_IF_ERROR(VerifyChecksums(backup.binlogs(), on_bytes));
    RETURN_IF_ERROR(JoinBinlogs(backup.record.binlog.file, backup.binlogs(), "").status());
  }
  return static_cast<int>(backups.size());
}

}  // namespace nanolearn
