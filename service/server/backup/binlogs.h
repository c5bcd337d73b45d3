#pragma once
// MariaDB's binary logs: what was changed, in the order of its commits, in files NAME.000001, NAME.000002 and so on.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace nanolearn {

struct BinlogPlace {
  std::string file;  // "binlog.000003"
  uint64_t position = 0;

  bool operator==(const BinlogPlace&) const = default;
};

// What mariadb-backup writes into xtrabackup_binlog_info. DATA_LOSS for anything else.
absl::StatusOr<BinlogPlace> ParseBinlogInfo(const std::string& text);

// 3 of "binlog.000003"; 0 for what is no such name.
int BinlogNumber(const std::string& name);

// The binary logs in a folder by number; none of one that is not there.
std::vector<std::string> ListBinlogs(const std::string& folder);

// Whether both are the same log, one perhaps longer: a log begins with when it was begun and what was before it.
bool AreOneLog(const std::string& path, const std::string& other);

// The paths to replay from `first` on: those of `archive`, and what `live` has longer or besides. FAILED_PRECONDITION
// when one between two is missing, when the first is, or when `live` is of another database.
absl::StatusOr<std::vector<std::string>> JoinBinlogs(const std::string& first, const std::string& archive,
                                                     const std::string& live);

}  // namespace nanolearn
