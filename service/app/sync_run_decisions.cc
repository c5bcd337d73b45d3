// Approving and rejecting what is held.

#include <algorithm>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "service/app/directory_holds.h"
#include "service/app/idempotency.h"
#include "service/app/staff_sync_plan.h"
#include "service/app/staff_sync_writer.h"
#include "service/app/sync_run_lookup.h"
#include "service/app/sync_run_memory.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sync.h"

namespace nanolearn {
namespace {

using Decide = absl::FunctionRef<absl::StatusOr<SyncRun>(WriteTransaction&, SyncRun held)>;

// Decides about a held run once: the same request again gets the answer it got.
absl::StatusOr<SyncRunView> DecideOnce(const Environment& env, const Caller& caller, const Organisation& org,
                                       const RunDecision& decision, absl::string_view operation,
                                       Decide decide) {
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(decision.request_id, operation,
                                                          absl::StrCat(org.id, " ", decision.run_id)));
  SyncRunView view;
  RETURN_IF_ERROR(env.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      ASSIGN_OR_RETURN(SyncRun run, RecallRun(tx, org.id, *done));
      view = SourceNames(tx, org.id).View(std::move(run));
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(SyncRun held, FindSyncRun(tx, org, decision.run_id));
    if (held.state != SyncRunState::kHeld) {
      return errors::SyncRunNotHeld(SyncRunName(org, held.id), SyncRunStateName(held.state));
    }
    ASSIGN_OR_RETURN(SyncRun decided, decide(tx, std::move(held)));
    key.Remember(tx, org.id, RememberRun(decided));
    Audit(tx, env, org.id, caller.origin, SyncRunEvent(operation, org, decided, decision.request_id));
    view = SourceNames(tx, org.id).View(std::move(decided));
    return absl::OkStatus();
  }));
  return view;
}

absl::Status ApproveDirectory(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
                              Source source, const std::string& decided_by, SyncRun& run) {
  run.state = SyncRunState::kApplied;
  run.decided_by = decided_by;
  run.decide_time = env.clock.Now();
  run.sequence = tx.sync_runs().LastSequence(organisation.id, source.id) + 1;
  RETURN_IF_ERROR(ApplyHeldDirectoryRun(env, tx, organisation, source, run));
  run.leavers = 0;  // what somebody has approved is no leak
  tx.sync_runs().Update(organisation.id, run);
  source.last_effective = std::max(source.last_effective.value_or(run.effective), run.effective);
  source.last_sync_time = run.decide_time;
  tx.sources().SetLastSync(organisation.id, source);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SyncRunView> SyncRuns::Approve(const Caller& caller, const RunDecision& decision) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, decision.organisation, Permission::kSyncPeople));
  const std::string& by = caller.token.display_name;
  return DecideOnce(env_, caller, org, decision, "ApproveSyncRun",
                    [&](WriteTransaction& tx, SyncRun held) -> absl::StatusOr<SyncRun> {
                      if (!held.approvable) return errors::SyncRunNotApprovable(SyncRunName(org, held.id));
                      const SourceNames names(tx, org.id);
                      const Source& source = names.At(held.source_id);
                      if (held.origin == SyncOrigin::kDirectory) {
                        RETURN_IF_ERROR(ApproveDirectory(env_, tx, org, source, by, held));
                        return held;
                      }
                      ASSIGN_OR_RETURN(const StaffSync sync, HeldSync(env_, tx, org, held, source.name));
                      StaffSyncPlan plan(env_, org, sync, held, by);
                      RETURN_IF_ERROR(plan.Make(tx));
                      return StaffSyncWriter(env_, tx, org, plan).Write(sync.content);
                    });
}

absl::StatusOr<SyncRunView> SyncRuns::Reject(const Caller& caller, const RunDecision& decision) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, decision.organisation, Permission::kSyncPeople));
  return DecideOnce(env_, caller, org, decision, "RejectSyncRun",
                    [&](WriteTransaction& tx, SyncRun run) -> absl::StatusOr<SyncRun> {
                      if (run.origin == SyncOrigin::kDirectory) DropHeldDirectoryRun(tx, org, run);
                      run.state = SyncRunState::kRejected;
                      run.decide_time = env_.clock.Now();
                      run.decided_by = caller.token.display_name;
                      DeleteFile(tx, org.id, run);
                      tx.sync_runs().Update(org.id, run);
                      return run;
                    });
}

}  // namespace nanolearn
