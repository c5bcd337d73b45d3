#include "service/server/backup/backup_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "nlohmann/json.hpp"
#include "service/base/private_file.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

constexpr char kFormat[] = "nanolearn-backup-1";
constexpr char kRecord[] = "backup.json";
constexpr char kChecksums[] = "SHA256SUMS";
constexpr char kUnfinished[] = ".new";
constexpr size_t kHashDigits = 64;

std::string ReadAll(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

absl::Status Unreadable(const std::string& path, const std::error_code& error) {
  return absl::FailedPreconditionError(absl::StrCat("cannot read ", path, ": ", error.message()));
}

}  // namespace

std::string ToJson(const BackupRecord& record) {
  return nlohmann::json{{"format", kFormat},
                        {"end_time", absl::FormatTime(absl::RFC3339_full, record.end_time, absl::UTCTimeZone())},
                        {"schema_version", record.schema_version},
                        {"version", record.version},
                        {"binlog_file", record.binlog.file},
                        {"binlog_position", record.binlog.position},
                        {"key_fingerprints", record.key_fingerprints}}
             .dump(2) +
         "\n";
}

absl::StatusOr<BackupRecord> ParseBackupRecord(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  BackupRecord record;
  try {
    std::string why;
    if (json.at("format") != kFormat) return absl::InvalidArgumentError("it is of another format");
    if (!absl::ParseTime(absl::RFC3339_full, json.at("end_time").get<std::string>(), &record.end_time, &why)) {
      return absl::InvalidArgumentError(absl::StrCat("its end_time is none: ", why));
    }
    record.schema_version = json.at("schema_version");
    record.version = json.at("version");
    record.binlog = {json.at("binlog_file"), json.at("binlog_position")};
    record.key_fingerprints = json.at("key_fingerprints").get<std::vector<std::string>>();
  } catch (const nlohmann::json::exception&) {
    return absl::InvalidArgumentError("it is not what nanolearnd backup writes");
  }
  return record;
}

std::string FolderName(absl::Time time) { return absl::FormatTime("%Y-%m-%dT%H-%M-%SZ", time, absl::UTCTimeZone()); }

absl::StatusOr<std::vector<FullBackup>> ListBackups(const std::string& directory) {
  std::vector<FullBackup> backups;
  std::error_code error;
  if (!fs::exists(directory, error)) return backups;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const std::string record_path = entry.path() / kRecord;
    if (absl::EndsWith(entry.path().native(), kUnfinished) || !fs::exists(record_path)) continue;
    const absl::StatusOr<BackupRecord> record = ParseBackupRecord(ReadAll(record_path));
    if (!record.ok()) {
      return absl::FailedPreconditionError(absl::StrCat("cannot use ", record_path, ": ", record.status().message()));
    }
    backups.push_back({entry.path(), *record});
  }
  if (error) return Unreadable(directory, error);
  std::sort(backups.begin(), backups.end(), [](const FullBackup& a, const FullBackup& b) { return a.path < b.path; });
  return backups;
}

absl::StatusOr<Checksums> ReadChecksums(const std::string& folder) {
  Checksums checksums;
  const std::string text = ReadAll(absl::StrCat(folder, "/", kChecksums));
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (line.size() < kHashDigits + 3) {
      return absl::DataLossError(absl::StrCat(folder, "/", kChecksums, " is damaged: '", line, "'"));
    }
    checksums[std::string(line.substr(kHashDigits + 2))] = std::string(line.substr(0, kHashDigits));
  }
  return checksums;
}

absl::Status WriteChecksums(const std::string& folder, const Checksums& checksums) {
  std::string text;
  for (const auto& [path, hash] : checksums) absl::StrAppend(&text, hash, "  ", path, "\n");
  return WritePrivateFile(absl::StrCat(folder, "/", kChecksums), text);
}

absl::StatusOr<Checksums> ChecksumsOf(const std::string& folder, const std::vector<std::string>& names,
                                      OnBytes on_bytes) {
  Checksums checksums;
  const auto add = [&](const fs::path& path) -> absl::Status {
    ASSIGN_OR_RETURN(checksums[path.lexically_relative(folder).string()], HashFile(path, on_bytes));
    return absl::OkStatus();
  };
  for (const std::string& name : names) {
    const fs::path path = fs::path(folder) / name;
    if (!fs::is_directory(path)) {
      RETURN_IF_ERROR(add(path));
      continue;
    }
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      if (entry.is_regular_file()) RETURN_IF_ERROR(add(entry.path()));
    }
    if (error) return Unreadable(path, error);
  }
  return checksums;
}

absl::Status VerifyChecksums(const std::string& folder, OnBytes on_bytes) {
  ASSIGN_OR_RETURN(const Checksums checksums, ReadChecksums(folder));
  for (const auto& [path, hash] : checksums) {
    const std::string file = absl::StrCat(folder, "/", path);
    const absl::StatusOr<std::string> found = HashFile(file, on_bytes);
    if (!found.ok()) return absl::DataLossError(found.status().message());
    if (*found != hash) {
      return absl::DataLossError(absl::StrCat(file, " is not what it was when it was backed up: use another backup"));
    }
  }
  return absl::OkStatus();
}

uint64_t BytesOf(const std::string& folder, const Checksums& checksums) {
  uint64_t bytes = 0;
  for (const auto& [path, hash] : checksums) {
    std::error_code error;
    const uintmax_t size = fs::file_size(absl::StrCat(folder, "/", path), error);
    if (!error) bytes += size;
  }
  return bytes;
}

}  // namespace nanolearn
