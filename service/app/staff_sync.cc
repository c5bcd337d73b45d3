#include "service/app/staff_sync.h"

#include "absl/strings/str_cat.h"
#include "service/app/idempotency.h"
#include "service/app/staff_sync_writer.h"
#include "service/app/sync_run_lookup.h"
#include "service/app/sync_run_memory.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string ArgumentsOf(Id organisation_id, const StaffSync& sync, const HashKey& key) {
  return absl::StrCat(organisation_id, "\n", sync.source, "\n",
                      sync.effective ? FormatDate(*sync.effective) : "", "\n", sync.replay, "\n",
                      Sha256(sync.mapping), FileHash(key, sync.content));
}

}  // namespace

absl::StatusOr<StaffSyncResult> StaffSyncs::Sync(const Caller& caller, const StaffSync& sync) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, sync.organisation, Permission::kSyncPeople));
  if (!IsSlug(sync.source)) return InvalidField("header.source", "is 1 to 40 of a-z, 0-9 and -");
  std::vector<std::string> arguments;
  for (const HashKey& key : env_.keys.All()) arguments.push_back(ArgumentsOf(org.id, sync, key));
  ASSIGN_OR_RETURN(const RequestKey key, RequestKey::Make(sync.request_id, "SyncPeople", arguments));
  StaffSyncResult result;
  result.run.source = sync.source;
  if (sync.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      StaffSyncPlan plan(env_, org, sync, caller.token.display_name);
      RETURN_IF_ERROR(plan.Make(tx));
      result.run.run = plan.run();
      result.changes = plan.FirstChanges(tx, limits::kMaxSyncChanges);
      return absl::OkStatus();
    }));
    return result;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      ASSIGN_OR_RETURN(result.run.run, RecallRun(tx, org.id, *done));
      return absl::OkStatus();
    }
    StaffSyncPlan plan(env_, org, sync, caller.token.display_name);
    RETURN_IF_ERROR(plan.Make(tx));
    result.run.run = StaffSyncWriter(env_, tx, org, plan).Write(sync.content);
    key.Remember(tx, org.id, RememberRun(result.run.run));
    AuditEvent event = SyncRunEvent("SyncPeople", org, result.run.run, sync.request_id);
    event.details["source"] = sync.source;
    Audit(tx, env_, org.id, caller.origin, std::move(event));
    return absl::OkStatus();
  }));
  return result;
}

}  // namespace nanolearn
