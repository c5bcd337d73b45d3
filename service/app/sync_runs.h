#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/base/limits.h"
#include "service/domain/sync_change.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// A run with the name of its source.
struct SyncRunView {
  std::string source;
  SyncRun run;
};

struct SyncRunList {
  std::vector<SyncRunView> runs;
  std::string next_page_token;
};

struct SyncRunListQuery {
  std::string organisation;
  std::string source;  // by name; empty: all
  std::optional<SyncRunState> state;
};

struct SyncChangeList {
  std::vector<SyncChangeView> changes;
  std::map<std::string, std::string> unit_names;  // by their codes
  std::string next_page_token;
};

struct RunDecision {
  std::string organisation;
  Id run_id = kNoId;
  std::string request_id;
};

struct RunReversal {
  std::string organisation;
  Id run_id = kNoId;
  std::string request_id;
  bool and_later = false;
  bool validate_only = false;
};

// The runs of staff lists and directories; the errors are those of sync_run_service.proto. Thread-safe.
class SyncRuns {
 public:
  explicit SyncRuns(const Environment& env) : env_(env) {}

  absl::StatusOr<SyncRunView> Get(const Caller& caller, const std::string& organisation, Id run_id);
  absl::StatusOr<SyncRunList> List(const Caller& caller, const SyncRunListQuery& query,
                                   const PageRequest& page);
  // Of a held run, the first `most` at once.
  absl::StatusOr<SyncChangeList> Changes(const Caller& caller, const std::string& organisation, Id run_id,
                                         const PageRequest& page, size_t most = limits::kMaxSyncChanges);
  absl::StatusOr<SyncRunView> Approve(const Caller& caller, const RunDecision& decision);
  absl::StatusOr<SyncRunView> Reject(const Caller& caller, const RunDecision& decision);
  // The runs taken back, the newest first.
  absl::StatusOr<std::vector<SyncRunView>> Revert(const Caller& caller, const RunReversal& reversal);

 private:
  Environment env_;
};

}  // namespace nanolearn
