#pragma once
// Runs as they are stored, and what they are called. Works inside a transaction.

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "service/app/audit.h"
#include "service/app/staff_sync.h"
#include "service/app/sync_runs.h"

namespace nanolearn {

// "organisations/alvnas/syncRuns/ID".
std::string SyncRunName(const Organisation& organisation, Id run_id);
// NOT_FOUND / SYNC_RUN_NOT_FOUND.
absl::StatusOr<SyncRun> FindSyncRun(const ReadTransaction& tx, const Organisation& organisation, Id run_id);

// All sources of an organisation, by id.
class SourceNames {
 public:
  // `tx` outlives it.
  SourceNames(const ReadTransaction& tx, Id organisation_id);
  // As others may see the run: it was stored before somebody may have become protected.
  SyncRunView View(SyncRun run) const;
  const Source& At(Id source_id) const { return sources_.at(source_id); }

 private:
  const ReadTransaction& tx_;
  const Id organisation_id_;
  absl::flat_hash_map<Id, Source> sources_;
};

// What is written down of a run that was made or decided about, as it is then.
AuditEvent SyncRunEvent(absl::string_view action, const Organisation& organisation, const SyncRun& run,
                        const std::string& request_id);

// A held file as if it came now.
absl::StatusOr<StaffSync> HeldSync(const Environment& env, const ReadTransaction& tx,
                                   const Organisation& organisation, const SyncRun& run,
                                   const std::string& source);

}  // namespace nanolearn
