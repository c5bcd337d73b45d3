#include "service/app/roster_reversal.h"

#include <algorithm>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/assignment_planner.h"
#include "service/app/identity_key.h"
#include "service/app/staff_list.h"
#include "service/base/status_macros.h"
#include "service/domain/staff_plan.h"

namespace nanolearn {
namespace {

constexpr int kChangesTogether = 5000;  // bounds memory

class Reversal {
 public:
  Reversal(const Environment& env, WriteTransaction& tx, Id organisation_id, const LayeredKey& identity_key,
           const SyncRun& run)
      : env_(env), tx_(tx), organisation_id_(organisation_id), identity_key_(identity_key), run_(run) {}

  void Run() {
    const int count = tx_.sync_runs().CountChanges(organisation_id_, run_.id);
    // What was ended comes back first: some of it the run itself had begun, which then goes for good.
    for (int skip = 0; skip < count; skip += kChangesTogether) Restore(Changes(skip));
    for (int skip = 0; skip < count; skip += kChangesTogether) Void(Changes(skip));
    tx_.sync_runs().ForgetAbsences(organisation_id_, run_.id);
    const std::vector<Id> people(people_.begin(), people_.end());
    KeepOneWord(people);
    // A row that only named somebody otherwise would pass for read.
    tx_.sources().ForgetRowsOf(organisation_id_, people);
    AssignmentPlanner(env_, tx_, organisation_id_).PlanPeople(people);
  }

 private:
  // Who has been erased since stays so.
  std::vector<SyncChange> Changes(int skip) const {
    std::vector<SyncChange> changes = tx_.sync_runs().Changes(organisation_id_, run_.id, skip, kChangesTogether);
    std::vector<Id> people;
    for (const SyncChange& change : changes) people.push_back(change.person_id);
    const std::vector<Id> ids = tx_.privacy().Erased(organisation_id_, people);
    const absl::flat_hash_set<Id> erased(ids.begin(), ids.end());
    std::erase_if(changes, [&](const SyncChange& change) { return erased.contains(change.person_id); });
    return changes;
  }

  void Restore(const std::vector<SyncChange>& changes) {
    std::vector<EndedVersion> engagements, attributes;
    std::vector<Id> current;
    for (const SyncChange& change : changes) {
      people_.insert(change.person_id);
      if (change.ended) engagements.push_back(*change.ended);
      if (change.ended && change.ended->is_current) current.push_back(change.ended->id);
      if (change.ended_attributes) {
        attributes.push_back(*change.ended_attributes);
        restored_.insert(change.ended_attributes->id);
      }
    }
    std::vector<Id> attribute_ids;
    for (const EndedVersion& version : attributes) attribute_ids.push_back(version.id);
    for (const AttributeVersion& version : tx_.people().AttributesByIds(organisation_id_, attribute_ids)) {
      people_.insert(version.person_id);
    }
    tx_.engagements().Restore(organisation_id_, engagements);
    tx_.people().RestoreAttributes(organisation_id_, attributes);
    // Their rows must be read again: which ones they were is not known any more.
    std::vector<SourceRow> rows;
    for (const Engagement& engagement : tx_.engagements().ByIds(organisation_id_, current)) {
      people_.insert(engagement.person_id);  // of two that were merged since, the one who goes on
      rows.push_back({engagement.id, engagement.person_id, "", StoredKeyHash(identity_key_, engagement.source_key)});
    }
    tx_.sources().PutRows(organisation_id_, run_.source_id, rows);
  }

  void Void(const std::vector<SyncChange>& changes) {
    std::vector<Id> engagements, attributes;
    for (const SyncChange& change : changes) {
      if (change.engagement_id != kNoId) engagements.push_back(change.engagement_id);
      if (change.attributes_id != kNoId) attributes.push_back(change.attributes_id);
    }
    for (const Engagement& engagement : tx_.engagements().ByIds(organisation_id_, engagements)) {
      people_.insert(engagement.person_id);
    }
    tx_.engagements().Void(organisation_id_, engagements);
    tx_.people().VoidAttributes(organisation_id_, attributes);
    tx_.sources().DeleteRows(organisation_id_, run_.source_id, engagements);
  }

  // Two people who were merged since have one source's words twice: those that were theirs before the run go
  // on.
  void KeepOneWord(const std::vector<Id>& people) {
    absl::flat_hash_map<Id, std::vector<AttributeVersion>> words;
    for (AttributeVersion& version :
         tx_.people().CurrentAttributes(organisation_id_, run_.source_id, people)) {
      words[version.person_id].push_back(std::move(version));
    }
    std::vector<StaffPlan::End> ends;
    for (auto& [person, versions] : words) {
      if (versions.size() < 2) continue;
      std::stable_partition(versions.begin(), versions.end(),
                            [&](const AttributeVersion& version) { return !restored_.contains(version.id); });
      for (size_t i = 1; i < versions.size(); ++i) {
        ends.push_back({versions[i].id, EndOn(versions[i].valid, run_.effective)});
      }
    }
    tx_.people().EndAttributes(organisation_id_, ends);
  }

  const Environment& env_;
  WriteTransaction& tx_;
  const Id organisation_id_;
  const LayeredKey& identity_key_;
  const SyncRun& run_;
  absl::btree_set<Id> people_;
  absl::flat_hash_set<Id> restored_;  // versions of attributes
};

Source SourceOf(const ReadTransaction& tx, Id organisation_id, Id source_id) {
  for (const Source& source : tx.sources().List(organisation_id)) {
    if (source.id == source_id) return source;
  }
  return {.id = source_id};
}

}  // namespace

absl::Status TakeBack(const Environment& env, WriteTransaction& tx, Id organisation_id, SyncRun& run,
                      const std::string& decided_by) {
  ASSIGN_OR_RETURN(const LayeredKey identity_key, IdentityKeyOf(env, tx, organisation_id));
  Reversal(env, tx, organisation_id, identity_key, run).Run();
  run.state = SyncRunState::kReverted;
  run.decide_time = env.clock.Now();
  run.decided_by = decided_by;
  tx.sync_runs().Update(organisation_id, run);

  Source source = SourceOf(tx, organisation_id, run.source_id);
  source.last_effective = run.previous_effective;
  source.last_file_time = run.previous_file_time;
  const std::vector<SyncRun> before = tx.sync_runs().AppliedAfter(organisation_id, run.source_id, 0);
  source.last_sync_time = before.empty() ? absl::InfinitePast()
                                         : std::max(before.front().decide_time, before.front().create_time);
  tx.sources().SetLastSync(organisation_id, source);
  return absl::OkStatus();
}

}  // namespace nanolearn
