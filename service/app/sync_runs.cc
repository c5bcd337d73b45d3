#include "service/app/sync_runs.h"

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/app/directory_holds.h"
#include "service/app/idempotency.h"
#include "service/app/roster_reversal.h"
#include "service/app/sealed_file.h"
#include "service/app/staff_sync_writer.h"
#include "service/app/sync_change_viewer.h"
#include "service/app/sync_run_memory.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/errors/sync.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string NameOf(const Organisation& organisation, Id run_id) {
  return ResourceName(organisation.slug, "syncRuns", run_id);
}

absl::StatusOr<SyncRun> FindRun(const ReadTransaction& tx, const Organisation& organisation, Id run_id) {
  std::optional<SyncRun> run = tx.sync_runs().Find(organisation.id, run_id);
  if (!run) return errors::SyncRunNotFound(NameOf(organisation, run_id));
  return *std::move(run);
}

// The names of all sources, by id.
class SourceNames {
 public:
  SourceNames(const ReadTransaction& tx, Id organisation_id) {
    for (Source& source : tx.sources().List(organisation_id)) sources_[source.id] = std::move(source);
  }
  SyncRunView View(SyncRun run) const { return {sources_.at(run.source_id).name, std::move(run)}; }
  const Source& At(Id source_id) const { return sources_.at(source_id); }

 private:
  absl::flat_hash_map<Id, Source> sources_;
};

// A held file as if it came now.
absl::StatusOr<StaffSync> HeldSync(const Environment& env, const ReadTransaction& tx,
                                   const Organisation& organisation, const SyncRun& run,
                                   const std::string& source) {
  StaffSync sync{.organisation = organisation.slug,
                 .source = source,
                 .mapping = run.mapping,
                 .file_name = run.file_name,
                 .file_time = run.file_time,
                 .effective = run.effective,
                 .origin = run.origin};
  // A list for a past day was asked to be replayed, or it would not have been held.
  sync.replay = run.previous_effective && run.effective < *run.previous_effective;
  ASSIGN_OR_RETURN(sync.content, ReadSealedFile(env, tx, organisation.id, run.upload_id));
  return sync;
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

}  // namespace

absl::StatusOr<SyncRunView> SyncRuns::Get(const Caller& caller, const std::string& organisation, Id run_id) {
  SyncRunView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    ASSIGN_OR_RETURN(SyncRun run, FindRun(tx, org, run_id));
    view = SourceNames(tx, org.id).View(std::move(run));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<SyncRunList> SyncRuns::List(const Caller& caller, const SyncRunListQuery& query,
                                           const PageRequest& request) {
  const std::string text = absl::StrCat("syncRuns\n", query.organisation, "\n", query.source, "\n",
                                        query.state ? SyncRunStateName(*query.state) : "");
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  SyncRunList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, query.organisation, Permission::kReadSyncRuns));
    SyncRunQuery wanted{.state = query.state, .before = page.after_id(), .limit = page.size + 1};
    if (!query.source.empty()) {
      const std::optional<Source> source = tx.sources().Find(org.id, query.source);
      if (!source) return errors::NotFound("source", ResourceName(org.slug, "sources", query.source));
      wanted.source_id = source->id;
    }
    std::vector<SyncRun> runs = tx.sync_runs().List(org.id, wanted);
    if (runs.size() > static_cast<size_t>(page.size)) {
      runs.pop_back();
      list.next_page_token = NextPageToken(text, runs.back().id);
    }
    const SourceNames names(tx, org.id);
    for (SyncRun& run : runs) list.runs.push_back(names.View(std::move(run)));
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<SyncChangeList> SyncRuns::Changes(const Caller& caller, const std::string& organisation,
                                                 Id run_id, const PageRequest& request, size_t most) {
  const std::string text = absl::StrCat("syncChanges\n", organisation, "\n", FormatId(run_id));
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  SyncChangeList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kReadSyncRuns));
    ASSIGN_OR_RETURN(const SyncRun run, FindRun(tx, org, run_id));
    for (UnitVersion& unit : tx.units().Versions(org.id)) list.unit_names[unit.code] = std::move(unit.name);
    if (run.state == SyncRunState::kHeld) {
      if (!run.approvable) return absl::OkStatus();
      if (run.origin == SyncOrigin::kDirectory) {
        list.changes = HeldDirectoryChanges(tx, org, run, most);
        return absl::OkStatus();
      }
      ASSIGN_OR_RETURN(const StaffSync sync,
                       HeldSync(env_, tx, org, run, SourceNames(tx, org.id).At(run.source_id).name));
      StaffSyncPlan plan(env_, org, sync, run, "");
      RETURN_IF_ERROR(plan.Make(tx));
      list.changes = plan.FirstChanges(tx, most);
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

namespace {

using Decide = absl::FunctionRef<absl::StatusOr<SyncRun>(WriteTransaction&, SyncRun held)>;

// Decides about a held run once: the same request again gets the answer it got.
absl::StatusOr<SyncRunView> DecideOnce(const Environment& env, const Organisation& org,
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
    ASSIGN_OR_RETURN(SyncRun held, FindRun(tx, org, decision.run_id));
    if (held.state != SyncRunState::kHeld) {
      return errors::SyncRunNotHeld(NameOf(org, held.id), SyncRunStateName(held.state));
    }
    ASSIGN_OR_RETURN(SyncRun decided, decide(tx, std::move(held)));
    key.Remember(tx, org.id, RememberRun(decided));
    view = SourceNames(tx, org.id).View(std::move(decided));
    return absl::OkStatus();
  }));
  return view;
}

}  // namespace

absl::StatusOr<SyncRunView> SyncRuns::Approve(const Caller& caller, const RunDecision& decision) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, decision.organisation, Permission::kSyncPeople));
  const std::string& by = caller.token.display_name;
  return DecideOnce(env_, org, decision, "ApproveSyncRun",
                    [&](WriteTransaction& tx, SyncRun held) -> absl::StatusOr<SyncRun> {
                      if (!held.approvable) return errors::SyncRunNotApprovable(NameOf(org, held.id));
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
  return DecideOnce(env_, org, decision, "RejectSyncRun",
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

absl::StatusOr<std::vector<SyncRunView>> SyncRuns::Revert(const Caller& caller, const RunReversal& reversal) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, reversal.organisation, Permission::kSyncPeople));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(reversal.request_id, "RevertSyncRun",
                                    absl::StrCat(org.id, " ", reversal.run_id, " ", reversal.and_later)));
  std::vector<SyncRunView> views;
  // The run and those that stand on it, the newest first.
  const auto find = [&](const ReadTransaction& tx) -> absl::StatusOr<std::vector<SyncRun>> {
    ASSIGN_OR_RETURN(SyncRun run, FindRun(tx, org, reversal.run_id));
    if (run.state != SyncRunState::kApplied) {
      return errors::SyncRunNotApplied(NameOf(org, run.id), SyncRunStateName(run.state));
    }
    std::vector<SyncRun> runs = tx.sync_runs().AppliedAfter(org.id, run.source_id, run.sequence);
    if (!runs.empty() && !reversal.and_later) {
      std::vector<std::string> later;
      for (const SyncRun& other : runs) later.push_back(FormatId(other.id));
      return errors::LaterSyncRuns(NameOf(org, run.id), later);
    }
    runs.push_back(std::move(run));
    return runs;
  };
  const auto show = [&](const ReadTransaction& tx, const std::vector<SyncRun>& runs) {
    const SourceNames names(tx, org.id);
    views.clear();
    for (const SyncRun& run : runs) views.push_back(names.View(run));
  };
  if (reversal.validate_only) {
    RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
      ASSIGN_OR_RETURN(const std::vector<SyncRun> runs, find(tx));
      show(tx, runs);
      return absl::OkStatus();
    }));
    return views;
  }
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(org.id);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    std::vector<SyncRun> runs;
    if (done) {
      for (const absl::string_view text : absl::StrSplit(*done, ',')) {
        ASSIGN_OR_RETURN(SyncRun run, RecallRun(tx, org.id, std::string(text)));
        runs.push_back(std::move(run));
      }
      show(tx, runs);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(runs, find(tx));
    for (SyncRun& run : runs) TakeBack(env_, tx, org.id, run, caller.token.display_name);
    show(tx, runs);
    key.Remember(tx, org.id, absl::StrJoin(runs, ",", [](std::string* out, const SyncRun& run) {
                   absl::StrAppend(out, RememberRun(run));
                 }));
    return absl::OkStatus();
  }));
  return views;
}

}  // namespace nanolearn
