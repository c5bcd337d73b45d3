#include "service/app/sync_run_lookup.h"

#include "absl/strings/str_cat.h"
#include "service/app/sealed_file.h"
#include "service/app/sync_conflicts.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/sync.h"
#include "service/domain/resource_name.h"

namespace nanolearn {

std::string SyncRunName(const Organisation& organisation, Id run_id) {
  return ResourceName(organisation.slug, "syncRuns", run_id);
}

absl::StatusOr<SyncRun> FindSyncRun(const ReadTransaction& tx, const Organisation& organisation, Id run_id) {
  std::optional<SyncRun> run = tx.sync_runs().Find(organisation.id, run_id);
  if (!run) return errors::SyncRunNotFound(SyncRunName(organisation, run_id));
  return *std::move(run);
}

SourceNames::SourceNames(const ReadTransaction& tx, Id organisation_id) : tx_(tx), organisation_id_(organisation_id) {
  for (Source& source : tx.sources().List(organisation_id)) sources_[source.id] = std::move(source);
}

SyncRunView SourceNames::View(SyncRun run) const {
  HideProtected(tx_, organisation_id_, run.effective, run.conflicts);
  return {At(run.source_id).name, std::move(run)};
}

AuditEvent SyncRunEvent(absl::string_view action, const Organisation& organisation, const SyncRun& run,
                        const std::string& request_id) {
  return {.action = std::string(action),
          .resource = SyncRunName(organisation, run.id),
          .request_id = request_id,
          .details = {{"state", std::string(SyncRunStateName(run.state))},
                      {"effective_date", FormatDate(run.effective)},
                      {"joins", absl::StrCat(run.counts.joins)},
                      {"leaves", absl::StrCat(run.counts.leaves)},
                      {"moves", absl::StrCat(run.counts.moves)},
                      {"changes", absl::StrCat(run.counts.changes)}}};
}

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

}  // namespace nanolearn
