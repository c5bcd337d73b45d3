#include "service/server/backup/binlogs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace nanolearn {
namespace {

namespace fs = std::filesystem;

constexpr size_t kStart = 256;  // the description of the log and the transactions before it

std::string StartOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string start(kStart, '\0');
  file.read(start.data(), kStart);
  start.resize(static_cast<size_t>(file.gcount()));
  return start;
}

uint64_t SizeOf(const std::string& path) {
  std::error_code error;
  const uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

absl::StatusOr<BinlogPlace> ParseBinlogInfo(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, absl::ByAnyChar("\t \n"), absl::SkipEmpty());
  BinlogPlace place;
  if (parts.size() < 2 || BinlogNumber(parts[0]) == 0 || !absl::SimpleAtoi(parts[1], &place.position)) {
    return absl::DataLossError(
        absl::StrCat("mariadb-backup says nothing of the place in the binary logs: '", text, "'"));
  }
  place.file = parts[0];
  return place;
}

int BinlogNumber(const std::string& name) {
  const size_t dot = name.rfind('.');
  int number = 0;
  if (dot == std::string::npos || name.size() - dot < 7) return 0;
  return absl::SimpleAtoi(name.substr(dot + 1), &number) ? number : 0;
}

std::vector<std::string> ListBinlogs(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (BinlogNumber(entry.path().filename()) > 0) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end(),
            [](const std::string& a, const std::string& b) { return BinlogNumber(a) < BinlogNumber(b); });
  return names;
}

bool AreOneLog(const std::string& path, const std::string& other) { return StartOf(path) == StartOf(other); }

absl::StatusOr<std::vector<std::string>> JoinBinlogs(const std::string& first, const std::string& archive,
                                                     const std::string& live) {
  std::map<int, std::string> paths;
  for (const std::string& name : ListBinlogs(archive)) paths[BinlogNumber(name)] = absl::StrCat(archive, "/", name);
  for (const std::string& name : live.empty() ? std::vector<std::string>() : ListBinlogs(live)) {
    const std::string path = absl::StrCat(live, "/", name);
    std::string& known = paths[BinlogNumber(name)];
    if (!known.empty() && !AreOneLog(known, path)) {
      return absl::FailedPreconditionError(absl::StrCat(path, " is not of the database that was backed up: ", known,
                                                        " of the same name is another log"));
    }
    if (known.empty() || SizeOf(path) > SizeOf(known)) known = path;
  }
  std::vector<std::string> joined;
  int next = BinlogNumber(first);
  for (auto at = paths.lower_bound(next); at != paths.end(); ++at, ++next) {
    if (at->first != next) break;
    joined.push_back(at->second);
  }
  if (!paths.empty() && (joined.empty() || next <= paths.rbegin()->first)) {
    return absl::FailedPreconditionError(
        absl::StrCat("the binary log number ", next,
                     " is missing, so what came after it cannot be restored: give the "
                     "folder that has it by --binlogs, or restore with --until from a backup before it"));
  }
  return joined;
}

}  // namespace nanolearn
