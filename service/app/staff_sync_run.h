#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/app/staff_list.h"
#include "service/app/staff_sync.h"
#include "service/domain/roster_change.h"
#include "service/domain/staff_replay.h"
#include "service/domain/sync_guard.h"
#include "service/domain/sync_run.h"

namespace nanolearn {

// One run of a staff list: read, compare, judge, write. Everything up to Write only reads, so that a dry run,
// a held run that is looked at and a real one are the same. A transaction may be run again: make a new one
// for each try.
class StaffSyncRun {
 public:
  // All outlive it. `content_hash`: see ContentHash.
  StaffSyncRun(const Environment& env, const Organisation& organisation, const StaffSync& sync,
               std::string content_hash, std::string decided_by);
  // The held run that is applied now, whatever is strange about it.
  StaffSyncRun(const Environment& env, const Organisation& organisation, const StaffSync& sync,
               const SyncRun& approved, std::string decided_by);
  ~StaffSyncRun();

  // The errors are those of SyncPeople.
  absl::Status Plan(const ReadTransaction& tx);
  // Applies or holds, as run() says. The transaction holds the roster's lock.
  absl::Status Write(WriteTransaction& tx);

  // After Plan: what would become of it. Its id is kNoId until Write.
  const SyncRun& run() const { return run_; }
  const Source& source() const { return source_; }
  std::vector<SyncChangeView> FirstChanges(const ReadTransaction& tx, size_t limit) const;

 private:
  absl::Status FindSource(const ReadTransaction& tx);
  absl::Status CheckDay(const ReadTransaction& tx);
  absl::Status ReadFile(const ReadTransaction& tx);
  absl::Status ReadText(absl::string_view text, const ReadTransaction& tx);
  // A file that the mapping does not fit is held, unless it is the source's first.
  absl::Status HoldMisfit(const absl::Status& status);
  void PlanChanges(const ReadTransaction& tx);
  void PlanPast(const ReadTransaction& tx);
  KeptEngagements FindKept(const ReadTransaction& tx);
  void LookAtFile(const ReadTransaction& tx);
  std::optional<HoldReason> FindOlderFile(const ReadTransaction& tx) const;
  void Judge(const ReadTransaction& tx);
  void Summarise(const ReadTransaction& tx);

  absl::Status Hold(WriteTransaction& tx);
  void Apply(WriteTransaction& tx);
  void WriteRows(WriteTransaction& tx, absl::Span<const RosterChange> changes) const;
  void WriteSameRows(WriteTransaction& tx) const;
  void WriteAbsences(WriteTransaction& tx) const;
  void FinishSource(WriteTransaction& tx);

  const Environment& env_;
  const Organisation& organisation_;
  const StaffSync& sync_;
  const bool approved_;

  absl::Time now_;
  StaffMapping mapping_;
  absl::flat_hash_map<std::string, UnitVersion> units_;
  StaffFileContext context_;
  Source source_;
  bool source_is_new_ = false;
  std::optional<DateRange> past_;  // the days that a replayed list is about
  DecodedText text_ = DecodedText::Of("");
  std::optional<StaffList> list_;

  std::vector<Engagement> current_;
  std::vector<AttributeVersion> attributes_;
  StaffPlan plan_;
  std::vector<AttributeStep> attribute_steps_;
  StaffReplay replay_;
  SyncOutlook outlook_;
  std::vector<Id> missing_;        // kept, since they are not missing for long enough
  std::vector<Id> absent_before_;  // were missing in the last runs
  SyncRun run_;
};

// By which a file is known again: 16 bytes, keyed. Empty for an empty file.
std::string ContentHash(const Environment& env, absl::string_view content);

// The runs of a source that are held are not waited for any longer: a newer list has come.
void SupersedeHeld(WriteTransaction& tx, Id organisation_id, Id source_id, Id except, absl::Time now);
// A decided run's file, which nobody needs any more.
void DeleteFile(WriteTransaction& tx, Id organisation_id, SyncRun& run);

}  // namespace nanolearn
