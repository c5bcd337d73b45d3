#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "service/domain/sync_change.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

struct SyncRunQuery {
  Id source_id = kNoId;
  std::optional<SyncRunState> state;
  Id before = kNoId;  // kNoId: from the newest
  int limit = 0;
};

class SyncRunTable {
 public:
  virtual ~SyncRunTable() = default;
  virtual std::optional<SyncRun> Find(Id organisation_id, Id id) const = 0;
  // The newest first.
  virtual std::vector<SyncRun> List(Id organisation_id, const SyncRunQuery& query) const = 0;
  // Runs of the source that are applied, those after `sequence`, the newest first.
  virtual std::vector<SyncRun> AppliedAfter(Id organisation_id, Id source_id, uint64_t sequence) const = 0;
  // The newest run of the source, of those that are applied, that had this content. Nothing for no content.
  virtual std::optional<SyncRun> FindByContent(Id organisation_id, Id source_id,
                                               const std::string& content_hash) const = 0;
  // The run of the source that is held now.
  virtual std::optional<SyncRun> Held(Id organisation_id, Id source_id) const = 0;
  // The first run of the source, by effective day, that is applied and effective after the day.
  virtual std::optional<Date> NextEffective(Id organisation_id, Id source_id, Date day) const = 0;
  // The last day for which a list was read before there were runs; nothing when there was none, or no run
  // yet.
  virtual std::optional<Date> DaysUnknownBefore(Id organisation_id, Id source_id) const = 0;
  // The sum of what applied runs since `since` have ended before their time.
  virtual int LeaversSince(Id organisation_id, Id source_id, absl::Time since) const = 0;
  // The greatest that any run of the source has had, and that of the newest which is applied; 0: there is
  // none.
  virtual uint64_t LastSequence(Id organisation_id, Id source_id) const = 0;
  virtual uint64_t LastAppliedSequence(Id organisation_id, Id source_id) const = 0;
  virtual void Insert(Id organisation_id, const SyncRun& run) = 0;
  // Everything but what it is of: source, origin, file, effective day, create time.
  virtual void Update(Id organisation_id, const SyncRun& run) = 0;
  // Hashes of content become what `hash` makes of them, and what was found what `text` makes of it.
  virtual void ReplaceHashes(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash,
                             absl::FunctionRef<std::string(const std::string&)> text) = 0;

  // In the order in which they were made; those after the first `skip`.
  virtual std::vector<SyncChange> Changes(Id organisation_id, Id run_id, int skip, int limit) const = 0;
  // `position`: how many the run has already.
  virtual void InsertChanges(Id organisation_id, Id run_id, int position,
                             absl::Span<const SyncChange> changes) = 0;
  virtual int CountChanges(Id organisation_id, Id run_id) const = 0;

  // The engagements of a source that go on though they are missing, with the number of runs in a row.
  struct Absence {
    Id engagement_id = kNoId;
    int runs = 0;
  };
  virtual std::vector<Absence> OpenAbsences(Id organisation_id, Id source_id) const = 0;
  virtual void InsertAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) = 0;
  // They were there again, or have gone.
  virtual void EndAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) = 0;
  // As if the run had not been.
  virtual void ForgetAbsences(Id organisation_id, Id run_id) = 0;
};

}  // namespace nanolearn
