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

// What is to become of a staff list: reads it, compares it with the source's last one, and judges. Only
// reads, so that a dry run, a held run that is looked at and a real one are the same. A transaction may be
// run again: make a new plan for each try.
class StaffSyncPlan {
 public:
  // All outlive it.
  StaffSyncPlan(const Environment& env, const Organisation& organisation, const StaffSync& sync,
                std::string decided_by);
  // The held run that is applied now, whatever is strange about it.
  StaffSyncPlan(const Environment& env, const Organisation& organisation, const StaffSync& sync,
                const SyncRun& approved, std::string decided_by);
  ~StaffSyncPlan();

  // The errors are those of SyncPeople.
  absl::Status Make(const ReadTransaction& tx);

  // What follows is known after Make.
  const SyncRun& run() const { return run_; }  // its id is kNoId unless it was held
  const Source& source() const { return source_; }
  bool source_is_new() const { return source_is_new_; }
  bool is_approved() const { return approved_; }
  const StaffList& list() const { return *list_; }
  const LayeredKey& identity_key() const { return *identity_key_; }
  // Whether the list is for a past day.
  bool is_replay() const { return past_.has_value(); }
  // For a list that is replayed, the changes; else there are steps.
  const std::optional<StaffReplay>& replay() const { return replay_; }
  const StaffPlan& steps() const { return plan_; }
  const std::vector<AttributeStep>& attribute_steps() const { return attribute_steps_; }
  // Engagements that are kept, since they are not missing for long enough, and those that were so before.
  const std::vector<Id>& missing() const { return missing_; }
  const std::vector<Id>& absent_before() const { return absent_before_; }

  std::vector<SyncChangeView> FirstChanges(const ReadTransaction& tx, size_t limit) const;

 private:
  absl::Status FindSource(const ReadTransaction& tx);
  absl::Status CheckDay(const ReadTransaction& tx);
  absl::Status ReadFile(const ReadTransaction& tx);
  // A file that the mapping does not fit is held, unless it is the source's first.
  absl::Status HoldMisfit(const absl::Status& status);
  void PlanChanges(const ReadTransaction& tx);
  void PlanPast(const ReadTransaction& tx);
  KeptEngagements FindKept(const ReadTransaction& tx);
  void LookAtFile(const ReadTransaction& tx);
  std::optional<HoldReason> FindOlderFile(const ReadTransaction& tx) const;
  void Judge(const ReadTransaction& tx);
  void Summarise(const ReadTransaction& tx);

  const Environment& env_;
  const Organisation& organisation_;
  const StaffSync& sync_;
  const bool approved_;

  absl::Time now_;
  std::optional<LayeredKey> identity_key_;  // once it is made
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
  std::optional<StaffReplay> replay_;
  SyncOutlook outlook_;
  std::vector<Id> missing_;
  std::vector<Id> absent_before_;
  SyncRun run_;
};

// By which a file is known again: 16 bytes, keyed. Empty for an empty file.
std::string FileHash(const HashKey& key, absl::string_view content);

}  // namespace nanolearn
