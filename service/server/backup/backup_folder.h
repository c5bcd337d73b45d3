#pragma once
// What a folder of backups looks like.
//
//   DIR/lock                      held by the program that is writing
//   DIR/2026-12-01T12-15-30Z/     a full backup, by the time when it was complete, and what came after it
//     backup.json                 what it is: BackupRecord
//     data/                       MariaDB's files, ready to be started on
//     SHA256SUMS                  of data/ and backup.json; sha256sum --check knows the form
//     binlog/                     binary logs from the backup's place on, complete ones only
//     binlog/SHA256SUMS           of them
//   DIR/...Z.new/                 one under way, or one that a crash cut short

#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/base/file_copy.h"
#include "service/server/backup/binlogs.h"

namespace nanolearn {

// What a full backup is.
struct BackupRecord {
  absl::Time end_time;     // what was committed by then is in it
  int schema_version = 0;  // of the last migration
  std::string version;     // of nanolearnd
  BinlogPlace binlog;      // from here on binary logs tell what came after it
  std::vector<std::string>
      key_fingerprints;  // hexadecimal, of the keys in identity.key; the keys themselves are not in it
};

std::string ToJson(const BackupRecord& record);
// INVALID_ARGUMENT for what is none.
absl::StatusOr<BackupRecord> ParseBackupRecord(const std::string& json);

// A complete one.
struct FullBackup {
  std::string path;
  BackupRecord record;

  std::string data() const { return path + "/data"; }
  std::string binlogs() const { return path + "/binlog"; }
};

// "2026-12-01T12-15-30Z".
std::string FolderName(absl::Time time);
// All complete ones, the earliest first; none of a folder that is not there.
absl::StatusOr<std::vector<FullBackup>> ListBackups(const std::string& directory);

// By the path from the folder on.
using Checksums = std::map<std::string, std::string>;

// FOLDER/SHA256SUMS; empty when there is none.
absl::StatusOr<Checksums> ReadChecksums(const std::string& folder);
absl::Status WriteChecksums(const std::string& folder, const Checksums& checksums);
// Makes them of all files below FOLDER/NAME for each name.
absl::StatusOr<Checksums> ChecksumsOf(const std::string& folder, const std::vector<std::string>& names,
                                      OnBytes on_bytes);
// DATA_LOSS naming the first file that is missing or not what it was.
absl::Status VerifyChecksums(const std::string& folder, OnBytes on_bytes);
// How many bytes the named files have.
uint64_t BytesOf(const std::string& folder, const Checksums& checksums);

}  // namespace nanolearn
