// What a run has changed, or would change.

#include "absl/strings/str_cat.h"
#include "service/app/staff_sync_plan.h"
#include "service/app/sync_change_viewer.h"
#include "service/app/sync_run_lookup.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

// Those whom the directory has let go and who are still there.
std::vector<SyncChangeView> HeldDirectoryChanges(const ReadTransaction& tx, const Organisation& organisation,
                                                 const SyncRun& run, size_t most) {
  std::vector<std::string> keys;
  for (const DirectoryUser& user : tx.directory().HeldBy(organisation.id, run.id)) {
    if (keys.size() < most) keys.push_back(FormatId(user.id));
  }
  const std::vector<Engagement> engagements =
      tx.engagements().CurrentByKeys(organisation.id, run.source_id, keys);
  std::vector<RosterChange> changes;
  for (const Engagement& engagement : engagements) {
    changes.push_back({.kind = SyncChangeKind::kLeave,
                       .person_id = engagement.person_id,
                       .ended = &engagement,
                       .ended_to = EndOn(engagement.valid, run.effective)});
  }
  return SyncChangeViewer(tx, organisation.id, run.effective).View(changes, {});
}

// The first `most` of a run that is held; none when it cannot be approved.
absl::StatusOr<std::vector<SyncChangeView>> HeldChanges(const Environment& env, const ReadTransaction& tx,
                                                        const Organisation& org, const SyncRun& run,
                                                        size_t most) {
  if (!run.approvable) return std::vector<SyncChangeView>();
  if (run.origin == SyncOrigin::kDirectory) return HeldDirectoryChanges(tx, org, run, most);
  ASSIGN_OR_RETURN(const StaffSync sync,
                   HeldSync(env, tx, org, run, SourceNames(tx, org.id).At(run.source_id).name));
  StaffSyncPlan plan(env, org, sync, run, "");
  RETURN_IF_ERROR(plan.Make(tx));
  return plan.FirstChanges(tx, most);
}

}  // namespace

absl::StatusOr<SyncChangeList> SyncRuns::Changes(const Caller& caller, const std::string& organisation,
                                                 Id run_id, const PageRequest& request, size_t most) {
  const std::string text = absl::StrCat("syncChanges\n", organisation, "\n", FormatId(run_id));
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  SyncChangeList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    ASSIGN_OR_RETURN(const SyncRun run, FindSyncRun(tx, org, run_id));
    for (UnitVersion& unit : tx.units().Versions(org.id)) list.unit_names[unit.code] = std::move(unit.name);
    if (run.state == SyncRunState::kHeld) {
      ASSIGN_OR_RETURN(list.changes, HeldChanges(env_, tx, org, run, most));
      return absl::OkStatus();
    }
    const int skip = static_cast<int>(page.after_id());
    const std::vector<SyncChange> changes = tx.sync_runs().Changes(org.id, run_id, skip, page.size);
    list.changes = SyncChangeViewer(tx, org.id, run.effective).View(changes);
    if (static_cast<int>(changes.size()) == page.size) {
      list.next_page_token = NextPageToken(text, static_cast<Id>(skip + page.size));
    }
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
