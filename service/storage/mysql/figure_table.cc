#include "service/storage/mysql/figure_table.h"

#include <algorithm>

#include "service/storage/mysql/figure_folding.h"
#include "service/storage/mysql/figure_sums.h"
#include "service/storage/mysql/sql_text.h"
#include "service/storage/mysql/timeline_codec.h"

namespace nanolearn::mysql {
namespace {

absl::flat_hash_map<Id, Timeline> ReadTimelines(Session& session, const std::string& sql, Id organisation_id,
                                                absl::Span<const Id> person_ids) {
  absl::flat_hash_map<Id, Timeline> timelines;
  session.QueryIn(sql, {organisation_id}, IdList(person_ids), {},
                  [&](const Row& row) { timelines[row.GetId(0)] = ParseTimeline(row.Text(1)); });
  return timelines;
}

constexpr char kState[] =
    "SELECT is_ready, last_event, overdue_until FROM figure_states WHERE organisation_id = ?";

FigureState ReadState(const Row& row) {
  FigureState state{row.Int(0) != 0, row.GetId(1), std::nullopt};
  if (!row.IsNull(2)) state.overdue_until = row.Day(2);
  return state;
}

}  // namespace

std::vector<FigureRow> MysqlFigureTable::On(Id organisation_id, absl::Span<const Id> unit_ids,
                                            absl::Span<const Id> subject_ids, Date day) const {
  return FiguresOn(session_, organisation_id, unit_ids, subject_ids, day);
}

std::vector<FigureRow> MysqlFigureTable::OnDays(Id organisation_id, Id unit_id, Id subject_id,
                                                absl::Span<const Date> days) const {
  return FiguresOnDays(session_, organisation_id, unit_id, subject_id, days);
}

absl::flat_hash_map<Id, Timeline> MysqlFigureTable::Timelines(Id organisation_id,
                                                              absl::Span<const Id> person_ids) const {
  return ReadTimelines(
      session_,
      "SELECT person_id, timeline FROM person_timelines WHERE organisation_id = ? AND person_id IN (?*)",
      organisation_id, person_ids);
}

// The index by force: what is locked must be these rows and no others.
absl::flat_hash_map<Id, Timeline> MysqlFigureTable::Lock(Id organisation_id,
                                                         absl::Span<const Id> person_ids) {
  return ReadTimelines(session_,
                       "SELECT person_id, timeline FROM person_timelines FORCE INDEX (PRIMARY) WHERE "
                       "organisation_id = ? AND person_id IN (?*) FOR UPDATE",
                       organisation_id, person_ids);
}

void MysqlFigureTable::Put(Id organisation_id, absl::Span<const std::pair<Id, Timeline>> timelines) {
  std::vector<Value> values;
  values.reserve(timelines.size() * 3);
  for (const auto& [person_id, timeline] : timelines) {
    values.insert(values.end(), {organisation_id, person_id, FormatTimeline(timeline)});
  }
  session_.InsertRows("INSERT INTO person_timelines (organisation_id, person_id, timeline) VALUES", 3, values,
                      "ON DUPLICATE KEY UPDATE timeline = VALUES(timeline)");
}

std::vector<Id> MysqlFigureTable::WithoutTimeline(Id organisation_id, Id after, int limit) const {
  std::vector<Id> ids;
  session_.Query(
      "SELECT p.id FROM people p LEFT JOIN person_timelines t ON t.organisation_id = p.organisation_id AND "
      "t.person_id = p.id WHERE p.organisation_id = ? AND p.id > ? AND t.person_id IS NULL ORDER BY p.id "
      "LIMIT ?",
      {organisation_id, after, int64_t{limit}}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

int64_t MysqlFigureTable::CountWithoutTimeline(Id organisation_id) const {
  int64_t count = 0;
  session_.Query(
      "SELECT (SELECT COUNT(*) FROM people WHERE organisation_id = ?) - (SELECT COUNT(*) FROM "
      "person_timelines WHERE organisation_id = ?)",
      {organisation_id, organisation_id}, [&](const Row& row) { count = row.Int(0); });
  return count;
}

void MysqlFigureTable::Add(Id organisation_id, const FigureChange& change) {
  session_.Execute("INSERT INTO figure_changes (organisation_id, id, content) VALUES (?, ?, ?)",
                   {organisation_id, change.id, FormatChange(change)});
}

std::vector<FigureChange> MysqlFigureTable::Fold(Id organisation_id, int limit) {
  LockState(organisation_id);
  std::vector<FigureChange> changes = FoldChanges(session_, organisation_id, limit);
  if (changes.empty()) return changes;
  session_.Execute("UPDATE figure_states SET folded = folded + ? WHERE organisation_id = ?",
                   {static_cast<uint64_t>(changes.size()), organisation_id});
  return changes;
}

uint64_t MysqlFigureTable::CountChanges(Id organisation_id) const {
  uint64_t count = 0;
  session_.Query(
      "SELECT (SELECT COUNT(*) FROM figure_changes WHERE organisation_id = ?) + COALESCE((SELECT folded FROM "
      "figure_states WHERE organisation_id = ?), 0)",
      {organisation_id, organisation_id}, [&](const Row& row) { count = row.GetId(0); });
  return count;
}

int64_t MysqlFigureTable::CountUnfolded(Id organisation_id) const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM figure_changes WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) { count = row.Int(0); });
  return count;
}

std::vector<Id> MysqlFigureTable::OrganisationsToFold() const {
  std::vector<Id> ids;
  session_.Query("SELECT DISTINCT organisation_id FROM figure_changes", {},
                 [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

std::vector<Id> MysqlFigureTable::OrganisationsToRebuild() const {
  std::vector<Id> ids;
  session_.Query("SELECT organisation_id FROM figure_states WHERE is_ready = FALSE", {},
                 [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

// Organisations have a state from the first time it is locked; until then nobody lacks a timeline.
FigureState MysqlFigureTable::State(Id organisation_id) const {
  FigureState state{.is_ready = true};
  session_.Query(kState, {organisation_id}, [&](const Row& row) { state = ReadState(row); });
  return state;
}

FigureState MysqlFigureTable::LockState(Id organisation_id) {
  FigureState state;
  bool is_there = false;
  const auto read = [&] {
    session_.Query(std::string(kState) + " FOR UPDATE", {organisation_id}, [&](const Row& row) {
      state = ReadState(row);
      is_there = true;
    });
  };
  read();
  if (is_there) return state;
  session_.Execute("INSERT IGNORE INTO figure_states (organisation_id, is_ready) VALUES (?, TRUE)",
                   {organisation_id});
  read();
  return state;
}

void MysqlFigureTable::PutState(Id organisation_id, const FigureState& state) {
  session_.Execute(
      "INSERT INTO figure_states (organisation_id, is_ready, last_event, overdue_until) VALUES (?, ?, ?, ?) "
      "ON DUPLICATE KEY UPDATE is_ready = VALUES(is_ready), last_event = VALUES(last_event), overdue_until = "
      "VALUES(overdue_until)",
      {organisation_id, int64_t{state.is_ready}, state.last_event, BindOptional(state.overdue_until)});
}

// Timelines first: whoever is changing one has added the change when it can be deleted, and who comes later
// finds none and changes nothing.
void MysqlFigureTable::Clear(Id organisation_id) {
  session_.Execute("DELETE FROM person_timelines WHERE organisation_id = ?", {organisation_id});
  StripChanges(session_, organisation_id);
  session_.Execute("DELETE FROM figures WHERE organisation_id = ?", {organisation_id});
}

std::vector<AnswerCount> MysqlFigureTable::Answers(Id organisation_id, absl::Span<const Id> unit_ids,
                                                   Date from, Date to) const {
  std::vector<AnswerCount> answers;
  session_.QueryIn(
      "SELECT unit_id, module_id, revision, question, month, answered, right_at_first FROM answer_counts WHERE "
      "organisation_id = ? AND month >= ? AND month <= ? AND unit_id IN (?*)",
      {organisation_id, Bind(from), Bind(to)}, IdList(unit_ids), {}, [&](const Row& row) {
        answers.push_back({row.GetId(0), row.GetId(1), static_cast<int>(row.Int(2)),
                           static_cast<int>(row.Int(3)), row.Day(4), static_cast<int>(row.Int(5)),
                           static_cast<int>(row.Int(6))});
      });
  return answers;
}

}  // namespace nanolearn::mysql
