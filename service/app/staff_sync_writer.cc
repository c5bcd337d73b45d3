#include "service/app/staff_sync_writer.h"

#include <algorithm>

#include "service/app/assignment_planner.h"
#include "service/app/outbox.h"
#include "service/app/roster_writer.h"
#include "service/app/sealed_file.h"
#include "service/domain/sync_mail.h"

namespace nanolearn {
namespace {

constexpr int kHeldTogether = 100;  // there is one, and one for each past day that was to be replayed

}  // namespace

StaffSyncWriter::StaffSyncWriter(const Environment& env, WriteTransaction& tx,
                                 const Organisation& organisation, const StaffSyncPlan& plan)
    : env_(env),
      tx_(tx),
      organisation_(organisation),
      plan_(plan),
      source_(plan.source()),
      run_(plan.run()) {}

SyncRun StaffSyncWriter::Write(absl::string_view content) {
  if (plan_.source_is_new()) {
    source_.id = env_.ids.Next();
    tx_.sources().Insert(organisation_.id, source_);
    run_.source_id = source_.id;
  }
  if (run_.id == kNoId) run_.id = env_.ids.Next();
  if (run_.state == SyncRunState::kHeld) {
    Hold(content);
  } else {
    Apply();
  }
  return std::move(run_);
}

void StaffSyncWriter::Hold(absl::string_view content) {
  // A list for a past day is no newer one.
  if (!plan_.is_replay()) SupersedeHeld(tx_, organisation_.id, source_.id, run_.create_time);
  run_.upload_id = StoreSealedFile(env_, tx_, organisation_.id, content);
  tx_.sync_runs().Insert(organisation_.id, run_);
  tx_.events().Append(organisation_.id,
                      {{.type = EventType::kSyncHeld, .subject_id = run_.id, .time = run_.create_time}});
  if (std::optional<Mail> mail = HeldRunMail(organisation_, source_, run_)) {
    Post(env_, tx_, organisation_.id, *std::move(mail));
  }
}

void StaffSyncWriter::Apply() {
  run_.sequence = tx_.sync_runs().LastSequence(organisation_.id, source_.id) + 1;
  if (plan_.is_approved()) {
    DeleteFile(tx_, organisation_.id, run_);
    tx_.sync_runs().Update(organisation_.id, run_);
  } else {
    run_.mapping.clear();  // kept with a held file only
    tx_.sync_runs().Insert(organisation_.id, run_);
  }
  if (!plan_.is_replay()) SupersedeHeld(tx_, organisation_.id, source_.id, run_.decide_time);
  tx_.people().Insert(organisation_.id, plan_.list().new_people(), run_.decide_time);
  RosterWriter writer(env_, tx_, organisation_.id, source_.id, run_.id);
  if (plan_.replay()) {
    std::vector<RosterChange> changes = plan_.replay()->changes;
    writer.Write(absl::MakeSpan(changes));
    WriteRows(changes);
  } else {
    writer.Write(plan_.steps(), plan_.attribute_steps(), run_.effective,
                 [this](absl::Span<const RosterChange> changes) { WriteRows(changes); });
    WriteSameRows();
    WriteAbsences();
  }
  FinishSource();
  AssignmentPlanner(env_, tx_, organisation_.id)
      .PlanPeople(std::vector<Id>(writer.people().begin(), writer.people().end()));
}

// Of the engagements that are what the source says now.
void StaffSyncWriter::WriteRows(absl::Span<const RosterChange> changes) const {
  std::vector<Id> gone;
  std::vector<SourceRow> rows;
  for (const RosterChange& change : changes) {
    if (change.ended && change.ended->is_current) gone.push_back(change.ended->id);
    if (!change.begun || !change.begun->is_current) continue;
    rows.push_back({change.begun->id, change.person_id, "", 0});
    if (change.statement) {
      rows.back().hash = change.statement->row_hash;
      rows.back().key_hash = plan_.list().KeyHashOf(*change.statement);
    } else {
      rows.back().key_hash = StoredKeyHash(plan_.identity_key(), change.begun->source_key);
    }
  }
  tx_.sources().DeleteRows(organisation_.id, source_.id, gone);
  tx_.sources().PutRows(organisation_.id, source_.id, rows);
}

void StaffSyncWriter::WriteSameRows() const {
  std::vector<SourceRow> rows;
  for (const StaffPlan::Same& same : plan_.steps().same) {
    rows.push_back({same.engagement->id, same.engagement->person_id, same.now->row_hash,
                    plan_.list().KeyHashOf(*same.now)});
  }
  tx_.sources().PutRows(organisation_.id, source_.id, rows);
}

void StaffSyncWriter::WriteAbsences() const {
  const absl::flat_hash_set<Id> missing(plan_.missing().begin(), plan_.missing().end());
  std::vector<Id> back_or_gone;
  for (const Id id : plan_.absent_before()) {
    if (!missing.contains(id)) back_or_gone.push_back(id);
  }
  tx_.sync_runs().EndAbsences(organisation_.id, run_.id, back_or_gone);
  tx_.sync_runs().InsertAbsences(organisation_.id, run_.id, plan_.missing());
}

void StaffSyncWriter::FinishSource() {
  source_.last_sync_time = run_.decide_time;
  if (!plan_.is_replay()) {
    source_.last_effective = run_.effective;
    // Whoever approves an older file means it.
    const bool is_meant = plan_.is_approved() && run_.file_time != absl::InfinitePast();
    source_.last_file_time = is_meant ? run_.file_time : std::max(source_.last_file_time, run_.file_time);
  }
  tx_.sources().SetLastSync(organisation_.id, source_);
}

void SupersedeHeld(WriteTransaction& tx, Id organisation_id, Id source_id, absl::Time now) {
  const SyncRunQuery held{.source_id = source_id, .state = SyncRunState::kHeld, .limit = kHeldTogether};
  for (SyncRun& run : tx.sync_runs().List(organisation_id, held)) {
    const bool is_replay = run.previous_effective && run.effective < *run.previous_effective;
    if (is_replay) continue;  // no newer list makes it old
    run.state = SyncRunState::kSuperseded;
    run.decide_time = now;
    DeleteFile(tx, organisation_id, run);
    tx.sync_runs().Update(organisation_id, run);
  }
}

void DeleteFile(WriteTransaction& tx, Id organisation_id, SyncRun& run) {
  if (run.upload_id != kNoId) tx.uploads().Delete(organisation_id, run.upload_id);
  run.upload_id = kNoId;
  run.mapping.clear();
}

}  // namespace nanolearn
