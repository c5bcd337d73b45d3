// Taking back what was applied.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/app/idempotency.h"
#include "service/app/roster_reversal.h"
#include "service/app/sync_run_lookup.h"
#include "service/app/sync_run_memory.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sync.h"

namespace nanolearn {
namespace {

// The run and those that stand on it, the newest first.
absl::StatusOr<std::vector<SyncRun>> FindToRevert(const ReadTransaction& tx, const Organisation& org,
                                                  const RunReversal& reversal) {
  ASSIGN_OR_RETURN(SyncRun run, FindSyncRun(tx, org, reversal.run_id));
  if (run.state != SyncRunState::kApplied) {
    return errors::SyncRunNotApplied(SyncRunName(org, run.id), SyncRunStateName(run.state));
  }
  std::vector<SyncRun> runs = tx.sync_runs().AppliedAfter(org.id, run.source_id, run.sequence);
  if (!runs.empty() && !reversal.and_later) {
    std::vector<std::string> later;
    for (const SyncRun& other : runs) later.push_back(FormatId(other.id));
    return errors::LaterSyncRuns(SyncRunName(org, run.id), later);
  }
  runs.push_back(std::move(run));
  return runs;
}

// Several runs as their request remembers them.
std::string RememberRuns(const std::vector<SyncRun>& runs) {
  return absl::StrJoin(runs, ",",
                       [](std::string* out, const SyncRun& run) { absl::StrAppend(out, RememberRun(run)); });
}

absl::StatusOr<std::vector<SyncRun>> RecallRuns(const ReadTransaction& tx, Id organisation_id,
                                                absl::string_view text) {
  std::vector<SyncRun> runs;
  for (const absl::string_view one : absl::StrSplit(text, ',')) {
    ASSIGN_OR_RETURN(SyncRun run, RecallRun(tx, organisation_id, std::string(one)));
    runs.push_back(std::move(run));
  }
  return runs;
}

std::vector<SyncRunView> ViewsOf(const ReadTransaction& tx, Id organisation_id, std::vector<SyncRun> runs) {
  const SourceNames names(tx, organisation_id);
  std::vector<SyncRunView> views;
  for (SyncRun& run : runs) views.push_back(names.View(std::move(run)));
  return views;
}

}  // namespace

absl::StatusOr<std::vector<SyncRunView>> SyncRuns::Revert(const Caller& caller, const RunReversal& reversal) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, reversal.organisation, Permission::kSyncPeople));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(reversal.request_id, "RevertSyncRun",
                                    absl::StrCat(org.id, " ", reversal.run_id, " ", reversal.and_later)));
  std::vector<SyncRunView> views;
  if (reversal.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      ASSIGN_OR_RETURN(std::vector<SyncRun> runs, FindToRevert(tx, org, reversal));
      views = ViewsOf(tx, org.id, std::move(runs));
      return absl::OkStatus();
    }));
    return views;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    ASSIGN_OR_RETURN(std::vector<SyncRun> runs,
                     done ? RecallRuns(tx, org.id, *done) : FindToRevert(tx, org, reversal));
    if (!done) {
      for (SyncRun& run : runs) {
        RETURN_IF_ERROR(TakeBack(env_, tx, org.id, run, caller.token.display_name));
        Audit(tx, env_, org.id, caller.origin, SyncRunEvent("RevertSyncRun", org, run, reversal.request_id));
      }
      key.Remember(tx, org.id, RememberRuns(runs));
    }
    views = ViewsOf(tx, org.id, std::move(runs));
    return absl::OkStatus();
  }));
  return views;
}

}  // namespace nanolearn
