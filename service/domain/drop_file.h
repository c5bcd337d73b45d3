#pragma once
// The rules for files in a drop folder. No I/O.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/base/id.h"

namespace nanolearn {

// Whether a file of this name is meant to be picked up: not hidden, and not one that a client is still
// sending under a name for the time being (.part, .tmp, .filepart, .crdownload).
bool IsDelivered(absl::string_view name);

// A file as it stands in a folder.
struct DropFileStat {
  uint64_t inode = 0;
  int64_t bytes = 0;
  absl::Time modify_time;
  friend bool operator==(const DropFileStat&, const DropFileStat&) = default;
};

// Knows how long the files of one folder have looked the same.
class SettledFiles {
 public:
  explicit SettledFiles(absl::Duration settle) : settle_(settle) {}

  // A look at the folder at `now`: Begin, See for each file, End. See is true when the file has looked the
  // same for as long as it takes, whatever its own times say: clients set those as they like.
  void Begin() { seen_.clear(); }
  bool See(const std::string& name, const DropFileStat& stat, absl::Time now);
  void End() { files_.swap(seen_); }

 private:
  struct File {
    DropFileStat stat;
    absl::Time since;
  };
  absl::Duration settle_;
  std::map<std::string, File> files_, seen_;
};

// A claimed file is called so in the work folder. The pickup tells two deliveries of equal files apart and
// stays the same when another server goes on with the file.
struct WorkName {
  Id pickup = kNoId;
  Id server = kNoId;  // who works on it
  absl::Time claim_time;
  std::string name;  // as delivered, cut to what a folder can hold with what is put before and after it
};
std::string FormatWorkName(const WorkName& name);
std::optional<WorkName> ParseWorkName(absl::string_view text);

// What it is called once it is dealt with: "2026-11-25_034500_personal.csv", and
// "2026-11-25_034500_2_personal.csv" for the second try to find a name that is free.
std::string FinishedName(absl::string_view name, absl::Time time, absl::TimeZone zone, int attempt);
// The day in such a name, or in that of a report beside it.
std::optional<absl::CivilDay> FinishedDay(absl::string_view name);

}  // namespace nanolearn
