#include "service/storage/mysql/compliance_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/assignment_list.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kDueColumns[] = "a.due_date, a.id, a.person_id";

DueAssignment ReadDue(const Row& row) { return {{row.Day(0), row.GetId(1)}, row.GetId(2)}; }

// A completion that was taken back later is none here, and one that came later is not yet: what is left holds
// everything that was open.
void AddOpen(const DueQuery& query, SqlText& text) {
  const Value on = Bind(query.day);
  text.Add(
      " AND (a.complete_date IS NULL OR a.complete_date > ?) AND a.open_date <= ? AND (a.close_date IS NULL "
      "OR a.close_date > ?)",
      {on, on, on});
  if (query.programme_id != kNoId) text.Add(" AND a.programme_id = ?", {query.programme_id});
  if (query.module_id != kNoId) text.Add(" AND a.module_id = ?", {query.module_id});
}

void AddDue(const DueQuery& query, SqlText& text) {
  const Value due = Bind(query.after.due_date);
  text.Add(" AND a.due_date >= ? AND a.due_date < ? AND (a.due_date > ? OR a.id > ?)",
           {due, Bind(query.day), due, query.after.id});
}

// From the people of units: there are fewer of them than of what was due.
SqlText InUnitsText(Id organisation_id, const DueQuery& query) {
  SqlText text;
  text.Add(
      absl::StrCat("SELECT STRAIGHT_JOIN ", kDueColumns,
                   " FROM engagements e FORCE INDEX (by_unit) JOIN assignments a FORCE INDEX (by_person) "
                   "ON a.organisation_id = e.organisation_id AND a.person_id = e.person_id WHERE "
                   "e.organisation_id = ? AND e.valid_from <= ? AND e.valid_to > ?"),
      {organisation_id, Bind(query.day), Bind(query.day)});
  AddOpen(query, text);
  AddDue(query, text);
  text.Add(" AND e.unit_id IN (?*) ORDER BY a.due_date, a.id LIMIT ?");
  return text;
}

// By position, the first `limit` rows, each assignment once.
void Arrange(size_t limit, std::vector<DueAssignment>& due) {
  std::sort(due.begin(), due.end(),
            [](const DueAssignment& a, const DueAssignment& b) { return a.position < b.position; });
  if (due.size() > limit) due.resize(limit);
  const auto same = [](const DueAssignment& a, const DueAssignment& b) {
    return a.position.id == b.position.id;
  };
  due.erase(std::unique(due.begin(), due.end(), same), due.end());
}

Presence ReadPresence(const Row& row) {
  // The column holds nothing but the names of kinds.
  return {row.GetId(0), row.GetId(1), ParseEngagementKind(row.Text(2)).value_or(EngagementKind::kOther)};
}

// The columns of ReadAssignment and whether the person is paused, NULL outside the audience.
OpenAssignment ReadOpen(const Row& row) {
  return {{ReadAssignment(row), {}, {}},
          row.IsNull(9) ? AudiencePresence::kOutside
          : row.Int(9)  ? AudiencePresence::kPaused
                        : AudiencePresence::kActive};
}

}  // namespace

std::vector<Presence> MysqlComplianceTable::Presences(Id organisation_id, Date day) const {
  std::vector<Presence> presences;
  session_.Query(
      "SELECT person_id, unit_id, kind FROM engagements WHERE organisation_id = ? AND valid_from <= ? AND "
      "valid_to > ?",
      {organisation_id, Bind(day), Bind(day)},
      [&](const Row& row) { presences.push_back(ReadPresence(row)); });
  return presences;
}

std::vector<Presence> MysqlComplianceTable::PresencesOf(Id organisation_id, absl::Span<const Id> person_ids,
                                                        Date day) const {
  std::vector<Presence> presences;
  session_.QueryIn(
      "SELECT person_id, unit_id, kind FROM engagements WHERE organisation_id = ? AND valid_from <= ? AND "
      "valid_to > ? AND person_id IN (?*)",
      {organisation_id, Bind(day), Bind(day)}, IdList(person_ids), {},
      [&](const Row& row) { presences.push_back(ReadPresence(row)); });
  return presences;
}

std::vector<DueAssignment> MysqlComplianceTable::DueBefore(Id organisation_id, const DueQuery& query) const {
  SqlText text;
  text.Add(absl::StrCat("SELECT ", kDueColumns,
                        " FROM assignments a FORCE INDEX (by_due_date) WHERE a.organisation_id = ?"),
           {organisation_id});
  AddOpen(query, text);
  AddDue(query, text);
  text.Add(" ORDER BY a.due_date, a.id LIMIT ?", {int64_t{query.limit}});
  std::vector<DueAssignment> due;
  session_.Query(text.sql, text.values, [&](const Row& row) { due.push_back(ReadDue(row)); });
  return due;
}

std::vector<DueAssignment> MysqlComplianceTable::DueBeforeInUnits(Id organisation_id, const DueQuery& query,
                                                                  absl::Span<const Id> unit_ids) const {
  const SqlText text = InUnitsText(organisation_id, query);
  std::vector<DueAssignment> due;
  session_.QueryIn(text.sql, text.values, IdList(unit_ids), {int64_t{query.limit}},
                   [&](const Row& row) { due.push_back(ReadDue(row)); });
  // Somebody in two of the units is found twice. That makes the first of each chunk no less the first.
  Arrange(query.limit, due);
  return due;
}

std::vector<DueAssignment> MysqlComplianceTable::ExtendedSince(Id organisation_id,
                                                               const DueQuery& query) const {
  SqlText text;
  text.Add(absl::StrCat("SELECT STRAIGHT_JOIN ", kDueColumns,
                        " FROM assignment_exceptions e FORCE INDEX (by_first_day) JOIN assignments a ON "
                        "a.organisation_id = e.organisation_id AND a.id = e.assignment_id WHERE "
                        "e.organisation_id = ? AND e.kind = 'EXTENSION' AND e.valid_from > ? AND a.due_date "
                        ">= ?"),
           {organisation_id, Bind(query.day), Bind(query.day)});
  AddOpen(query, text);
  std::vector<DueAssignment> due;
  session_.Query(text.sql, text.values, [&](const Row& row) { due.push_back(ReadDue(row)); });
  Arrange(due.size(), due);
  std::erase_if(due, [&](const DueAssignment& d) { return !(query.after < d.position); });
  return due;
}

std::vector<OpenAssignment> MysqlComplianceTable::Open(Id organisation_id, absl::Span<const Id> ids,
                                                       Date day) const {
  std::vector<OpenAssignment> open;
  session_.QueryIn(absl::StrCat("SELECT ", kAssignmentColumns,
                                ", (SELECT m.is_paused FROM memberships m WHERE m.organisation_id = "
                                "a.organisation_id AND m.programme_id = a.programme_id AND m.person_id = "
                                "a.person_id AND m.valid_from <= ? AND m.valid_to > ?) FROM assignments a "
                                "WHERE a.organisation_id = ? AND a.id IN (?*)"),
                   {Bind(day), Bind(day), organisation_id}, IdList(ids), {},
                   [&](const Row& row) { open.push_back(ReadOpen(row)); });
  std::sort(open.begin(), open.end(), [](const OpenAssignment& a, const OpenAssignment& b) {
    return PositionOf(a.history.assignment) < PositionOf(b.history.assignment);
  });
  std::vector<AssignmentHistory> histories;
  histories.reserve(open.size());
  for (OpenAssignment& one : open) histories.push_back(std::move(one.history));
  AddDecisions(session_, organisation_id, histories);
  for (size_t i = 0; i < open.size(); ++i) open[i].history = std::move(histories[i]);
  return open;
}

std::optional<absl::Time> MysqlComplianceTable::LastCompletion(Id organisation_id) const {
  std::optional<absl::Time> last;
  session_.Query("SELECT MAX(record_time) FROM completions WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) {
                   if (!row.IsNull(0)) last = row.Time(0);
                 });
  return last;
}

}  // namespace nanolearn::mysql
