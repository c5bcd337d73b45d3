#pragma once

#include "service/app/staff_sync_plan.h"

namespace nanolearn {

// Does what a plan says: applies its list, or holds it. Works inside a transaction that holds the roster's
// lock.
class StaffSyncWriter {
 public:
  // All outlive it.
  StaffSyncWriter(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
                  const StaffSyncPlan& plan);

  // The run, as it is stored. `content` is kept with a run that is held.
  SyncRun Write(absl::string_view content);

 private:
  void Hold(absl::string_view content);
  void Apply();
  void WriteRows(absl::Span<const RosterChange> changes) const;
  void WriteSameRows() const;
  void WriteAbsences() const;
  void FinishSource();

  const Environment& env_;
  WriteTransaction& tx_;
  const Organisation& organisation_;
  const StaffSyncPlan& plan_;
  Source source_;
  SyncRun run_;
};

// The held runs of a source are not waited for any longer: a newer list has come.
void SupersedeHeld(WriteTransaction& tx, Id organisation_id, Id source_id, absl::Time now);
// A decided run's file, which nobody needs any more.
void DeleteFile(WriteTransaction& tx, Id organisation_id, SyncRun& run);

}  // namespace nanolearn
