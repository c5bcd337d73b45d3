#include "service/storage/mysql/sync_run_table.h"

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"
#include "service/storage/mysql/sync_change_rows.h"
#include "service/storage/mysql/sync_run_summary.h"

namespace nanolearn::mysql {
namespace {

constexpr int kRunsTogether = 100;

constexpr char kColumns[] =
    "id, source_id, origin, effective, file_name, file_time, content_hash, create_time, state, sequence, "
    "previous_effective, previous_file_time, mapping, upload_id, leavers, decide_time, decided_by, summary";

SyncRun ReadRun(const Row& row) {
  SyncRun run;
  run.id = row.GetId(0);
  run.source_id = row.GetId(1);
  // The columns hold nothing but the names of origins and states.
  run.origin = ParseSyncOrigin(row.Text(2)).value_or(SyncOrigin::kUpload);
  run.effective = row.Day(3);
  run.file_name = row.Text(4);
  run.file_time = row.Time(5, absl::InfinitePast());
  run.content_hash = row.Text(6);
  run.create_time = row.Time(7);
  run.state = ParseSyncRunState(row.Text(8)).value_or(SyncRunState::kRejected);
  run.sequence = row.GetId(9);
  if (!row.IsNull(10)) run.previous_effective = row.Day(10);
  run.previous_file_time = row.Time(11, absl::InfinitePast());
  run.mapping = row.Text(12);
  run.upload_id = row.GetId(13);
  run.leavers = static_cast<int>(row.Int(14));
  run.decide_time = row.Time(15, absl::InfinitePast());
  run.decided_by = row.Text(16);
  ParseSyncRunSummary(row.Text(17), run);
  return run;
}

Value TextOrNull(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

// From `state` on in kColumns.
std::vector<Value> Outcome(const SyncRun& run) {
  return {std::string(SyncRunStateName(run.state)),
          BindOptional(run.sequence),
          run.previous_effective ? Bind(*run.previous_effective) : Value(nullptr),
          Bind(run.previous_file_time),
          TextOrNull(run.mapping),
          BindOptional(run.upload_id),
          int64_t{run.leavers},
          Bind(run.decide_time),
          run.decided_by,
          FormatSyncRunSummary(run)};
}

}  // namespace

std::vector<SyncRun> MysqlSyncRunTable::Select(absl::string_view where,
                                               absl::Span<const Value> values) const {
  std::vector<SyncRun> runs;
  session_.Query(absl::StrCat("SELECT ", kColumns, " FROM sync_runs WHERE organisation_id = ? AND ", where),
                 values, [&](const Row& row) { runs.push_back(ReadRun(row)); });
  return runs;
}

std::optional<SyncRun> MysqlSyncRunTable::SelectOne(absl::string_view where,
                                                    absl::Span<const Value> values) const {
  std::vector<SyncRun> found = Select(where, values);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<SyncRun> MysqlSyncRunTable::Find(Id organisation_id, Id id) const {
  return SelectOne("id = ?", {organisation_id, id});
}

std::vector<SyncRun> MysqlSyncRunTable::List(Id organisation_id, const SyncRunQuery& query) const {
  SqlText text;
  text.Add("id < ?", {organisation_id, query.before == kNoId ? ~uint64_t{0} : query.before});
  if (query.source_id != kNoId) text.Add(" AND source_id = ?", {query.source_id});
  if (query.state) text.Add(" AND state = ?", {std::string(SyncRunStateName(*query.state))});
  text.Add(" ORDER BY id DESC LIMIT ?", {int64_t{query.limit}});
  return Select(text.sql, text.values);
}

std::vector<SyncRun> MysqlSyncRunTable::AppliedAfter(Id organisation_id, Id source_id,
                                                     uint64_t sequence) const {
  return Select("source_id = ? AND sequence > ? AND state = 'APPLIED' ORDER BY sequence DESC",
                {organisation_id, source_id, sequence});
}

std::optional<SyncRun> MysqlSyncRunTable::FindByContent(Id organisation_id, Id source_id,
                                                        const std::string& content_hash) const {
  if (content_hash.empty()) return std::nullopt;
  return SelectOne("source_id = ? AND content_hash = ? AND state = 'APPLIED' ORDER BY sequence DESC LIMIT 1",
                   {organisation_id, source_id, content_hash});
}

std::optional<SyncRun> MysqlSyncRunTable::Held(Id organisation_id, Id source_id) const {
  return SelectOne("source_id = ? AND state = 'HELD' ORDER BY id DESC LIMIT 1", {organisation_id, source_id});
}

std::optional<Date> MysqlSyncRunTable::NextEffective(Id organisation_id, Id source_id, Date day) const {
  std::optional<Date> next;
  session_.Query(
      "SELECT effective FROM sync_runs WHERE organisation_id = ? AND source_id = ? AND state = 'APPLIED' AND "
      "effective > ? ORDER BY effective LIMIT 1",
      {organisation_id, source_id, Bind(day)}, [&](const Row& row) { next = row.Day(0); });
  return next;
}

std::optional<Date> MysqlSyncRunTable::DaysUnknownBefore(Id organisation_id, Id source_id) const {
  std::optional<Date> day;
  session_.Query(
      "SELECT previous_effective FROM sync_runs WHERE organisation_id = ? AND source_id = ? AND sequence = 1",
      {organisation_id, source_id}, [&](const Row& row) {
        if (!row.IsNull(0)) day = row.Day(0);
      });
  return day;
}

int MysqlSyncRunTable::LeaversSince(Id organisation_id, Id source_id, absl::Time since) const {
  int leavers = 0;
  session_.Query(
      "SELECT CAST(COALESCE(SUM(leavers), 0) AS SIGNED) FROM sync_runs WHERE organisation_id = ? AND "
      "source_id = ? AND state = 'APPLIED' AND COALESCE(decide_time, create_time) >= ?",
      {organisation_id, source_id, Bind(since)},
      [&](const Row& row) { leavers = static_cast<int>(row.Int(0)); });
  return leavers;
}

uint64_t MysqlSyncRunTable::LastSequence(Id organisation_id, Id source_id) const {
  uint64_t last = 0;
  session_.Query("SELECT MAX(sequence) FROM sync_runs WHERE organisation_id = ? AND source_id = ?",
                 {organisation_id, source_id}, [&](const Row& row) { last = row.GetId(0); });
  return last;
}

uint64_t MysqlSyncRunTable::LastAppliedSequence(Id organisation_id, Id source_id) const {
  uint64_t last = 0;
  session_.Query(
      "SELECT MAX(sequence) FROM sync_runs WHERE organisation_id = ? AND source_id = ? AND state = 'APPLIED'",
      {organisation_id, source_id}, [&](const Row& row) { last = row.GetId(0); });
  return last;
}

void MysqlSyncRunTable::Insert(Id organisation_id, const SyncRun& run) {
  std::vector<Value> values = {
      organisation_id,      run.id,        run.source_id,       std::string(SyncOriginName(run.origin)),
      Bind(run.effective),  run.file_name, Bind(run.file_time), TextOrNull(run.content_hash),
      Bind(run.create_time)};
  for (Value& value : Outcome(run)) values.push_back(std::move(value));
  session_.InsertRows(absl::StrCat("INSERT INTO sync_runs (organisation_id, ", kColumns, ") VALUES"),
                      static_cast<int>(values.size()), values);
}

void MysqlSyncRunTable::Update(Id organisation_id, const SyncRun& run) {
  std::vector<Value> values = Outcome(run);
  values.insert(values.end(), {organisation_id, run.id});
  session_.Execute(
      "UPDATE sync_runs SET state = ?, sequence = ?, previous_effective = ?, previous_file_time = ?, mapping "
      "= ?, upload_id = ?, leavers = ?, decide_time = ?, decided_by = ?, summary = ? WHERE organisation_id = "
      "? AND id = ?",
      values);
}

void MysqlSyncRunTable::ReplaceHashes(Id organisation_id, absl::FunctionRef<std::string(const std::string&)> hash,
                                      absl::FunctionRef<std::string(const std::string&)> text) {
  Id after = kNoId;
  for (int count = kRunsTogether; count == kRunsTogether;) {
    count = 0;
    session_.Query(
        "SELECT id, content_hash, summary FROM sync_runs WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
        {organisation_id, after, int64_t{kRunsTogether}}, [&](const Row& row) {
          ++count;
          after = row.GetId(0);
          const std::string content = row.Text(1), summary = row.Text(2), replaced = text(summary);
          if (content.empty() && replaced == summary) return;
          session_.Execute("UPDATE sync_runs SET content_hash = ?, summary = ? WHERE organisation_id = ? AND id = ?",
                           {TextOrNull(content.empty() ? content : hash(content)), replaced, organisation_id, after});
        });
  }
}

std::vector<SyncChange> MysqlSyncRunTable::Changes(Id organisation_id, Id run_id, int skip, int limit) const {
  std::vector<SyncChange> changes;
  session_.Query(absl::StrCat("SELECT ", kSyncChangeColumns,
                              " FROM sync_changes WHERE organisation_id = ? AND run_id = ? AND position >= ? "
                              "ORDER BY position LIMIT ?"),
                 {organisation_id, run_id, int64_t{skip}, int64_t{limit}},
                 [&](const Row& row) { changes.push_back(ReadSyncChange(row)); });
  return changes;
}

void MysqlSyncRunTable::InsertChanges(Id organisation_id, Id run_id, int position,
                                      absl::Span<const SyncChange> changes) {
  constexpr int kColumnCount = kSyncChangeColumnCount + 3;
  std::vector<Value> values;
  values.reserve(changes.size() * kColumnCount);
  for (const SyncChange& change : changes) {
    values.insert(values.end(), {organisation_id, run_id, int64_t{position++}});
    AppendSyncChange(change, values);
  }
  session_.InsertRows(absl::StrCat("INSERT INTO sync_changes (organisation_id, run_id, position, ",
                                   kSyncChangeColumns, ") VALUES"),
                      kColumnCount, values);
}

// Positions have no gaps.
int MysqlSyncRunTable::CountChanges(Id organisation_id, Id run_id) const {
  int count = 0;
  session_.Query("SELECT MAX(position) + 1 FROM sync_changes WHERE organisation_id = ? AND run_id = ?",
                 {organisation_id, run_id}, [&](const Row& row) {
                   if (!row.IsNull(0)) count = static_cast<int>(row.Int(0));
                 });
  return count;
}

std::vector<SyncRunTable::Absence> MysqlSyncRunTable::OpenAbsences(Id organisation_id, Id source_id) const {
  std::vector<Absence> absences;
  session_.Query(
      "SELECT a.engagement_id, COUNT(*) FROM sync_absences a JOIN sync_runs r ON r.organisation_id = "
      "a.organisation_id AND r.id = a.run_id WHERE a.organisation_id = ? AND r.source_id = ? AND "
      "a.end_run_id "
      "IS NULL GROUP BY a.engagement_id",
      {organisation_id, source_id}, [&](const Row& row) {
        absences.push_back({row.GetId(0), static_cast<int>(row.Int(1))});
      });
  return absences;
}

void MysqlSyncRunTable::InsertAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) {
  std::vector<Value> values;
  values.reserve(engagement_ids.size() * 3);
  for (const Value& id : IdList(engagement_ids)) {
    values.insert(values.end(), {organisation_id, id, run_id});
  }
  session_.InsertRows("INSERT INTO sync_absences (organisation_id, engagement_id, run_id) VALUES", 3, values);
}

void MysqlSyncRunTable::EndAbsences(Id organisation_id, Id run_id, absl::Span<const Id> engagement_ids) {
  session_.ExecuteIn(
      "UPDATE sync_absences SET end_run_id = ? WHERE organisation_id = ? AND engagement_id IN (?*) AND "
      "end_run_id IS NULL",
      {run_id, organisation_id}, IdList(engagement_ids), {});
}

void MysqlSyncRunTable::ForgetAbsences(Id organisation_id, Id run_id) {
  session_.Execute("DELETE FROM sync_absences WHERE organisation_id = ? AND run_id = ?",
                   {organisation_id, run_id});
  session_.Execute("UPDATE sync_absences SET end_run_id = NULL WHERE organisation_id = ? AND end_run_id = ?",
                   {organisation_id, run_id});
}

}  // namespace nanolearn::mysql
