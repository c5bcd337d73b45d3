#include "service/server/backup/binlog_archive.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/server/backup/progress_line.h"
#include "service/storage/mysql/connect_problem.h"
#include "service/storage/mysql/session.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

struct LiveBinlogs {
  std::string folder;
  std::vector<std::string> complete;
};

absl::StatusOr<LiveBinlogs> EndCurrent(const mysql::ConnectionOptions& database) {
  LiveBinlogs live;
  try {
    mysql::Session session(database);
    session.Run("FLUSH BINARY LOGS");
    session.Query("SHOW BINARY LOGS", {}, [&](const mysql::Row& row) { live.complete.push_back(row.Text(0)); });
    session.Query("SELECT @@log_bin_basename", {},
                  [&](const mysql::Row& row) { live.folder = fs::path(row.Text(0)).parent_path(); });
  } catch (const mysql::DatabaseError& e) {
    return mysql::ConnectProblem(database, e);
  }
  if (!live.complete.empty()) live.complete.pop_back();  // the one that is written now
  return live;
}

// The number of the log with which to go on.
absl::StatusOr<int> NextNumber(const LiveBinlogs& live, const FullBackup& backup) {
  const std::vector<std::string> archived = ListBinlogs(backup.binlogs());
  if (archived.empty()) return BinlogNumber(backup.record.binlog.file);
  const std::string& last = archived.back();
  const std::string live_path = absl::StrCat(live.folder, "/", last);
  if (fs::exists(live_path) && !AreOneLog(live_path, absl::StrCat(backup.binlogs(), "/", last))) {
    return absl::OutOfRangeError("the last one is of another database");
  }
  return BinlogNumber(last) + 1;
}

absl::Status CheckGoesOn(const LiveBinlogs& live, int next) {
  if (live.complete.empty() || BinlogNumber(live.complete.back()) + 1 < next) {
    return absl::OutOfRangeError("the last one is of another database");
  }
  if (BinlogNumber(live.complete.front()) > next) {
    return absl::OutOfRangeError("binary logs after the last one have been deleted already");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> ArchiveBinlogs(const mysql::ConnectionOptions& database, const FullBackup& backup) {
  ASSIGN_OR_RETURN(const LiveBinlogs live, EndCurrent(database));
  ASSIGN_OR_RETURN(const int next, NextNumber(live, backup));
  RETURN_IF_ERROR(CheckGoesOn(live, next));
  std::error_code error;
  fs::create_directory(backup.binlogs(), error);
  ASSIGN_OR_RETURN(Checksums checksums, ReadChecksums(backup.binlogs()));
  ProgressLine progress("copying binary logs", 0);
  int copied = 0;
  for (const std::string& name : live.complete) {
    if (BinlogNumber(name) < next) continue;
    const std::string to = absl::StrCat(backup.binlogs(), "/", name), unfinished = absl::StrCat(to, ".new");
    fs::remove(unfinished, error);
    ASSIGN_OR_RETURN(checksums[name], CopyFile(absl::StrCat(live.folder, "/", name), unfinished,
                                               [&](uint64_t bytes) { progress.Add(bytes); }));
    // Its checksum first: a crash in between leaves one of a file that is not there yet, and the copy is made again.
    RETURN_IF_ERROR(WriteChecksums(backup.binlogs(), checksums));
    fs::rename(unfinished, to, error);
    if (error) return absl::FailedPreconditionError(absl::StrCat("cannot write ", to, ": ", error.message()));
    ++copied;
  }
  return copied;
}

}  // namespace nanolearn
