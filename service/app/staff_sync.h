#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/sync_runs.h"

namespace nanolearn {

// A staff list and what is to be done with it.
struct StaffSync {
  std::string organisation;
  std::string source;
  std::string mapping;  // TOML; empty: the source's own
  std::string mapping_file_name;
  std::string file_name;
  std::string content;
  absl::Time file_time = absl::InfinitePast();  // when the file was written, if it is known
  std::optional<Date> effective;
  bool replay = false;
  bool validate_only = false;
  std::string request_id;
  SyncOrigin origin = SyncOrigin::kUpload;
};

struct StaffSyncResult {
  SyncRunView run;
  std::vector<SyncChangeView> changes;  // of a dry run, at most limits::kMaxSyncChanges
};

// Staff lists: reads, plans, and applies or holds. The errors are those of SyncPeople. Thread-safe.
class StaffSyncs {
 public:
  explicit StaffSyncs(const Environment& env) : env_(env) {}
  absl::StatusOr<StaffSyncResult> Sync(const Caller& caller, const StaffSync& sync);

 private:
  Environment env_;
};

}  // namespace nanolearn
