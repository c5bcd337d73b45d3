#include "service/storage/mysql/compliance_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/assignment_list.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// The columns of ReadAssignment and whether the person is paused, NULL outside the audience.
SqlText SelectText(absl::string_view from, Date day) {
  SqlText text;
  text.Add(absl::StrCat("SELECT ", kAssignmentColumns,
                        ", (SELECT m.is_paused FROM memberships m WHERE m.organisation_id = "
                        "a.organisation_id AND m.programme_id = a.programme_id AND m.person_id = a.person_id "
                        "AND m.valid_from <= ? AND m.valid_to > ?) FROM ",
                        from),
           {Bind(day), Bind(day)});
  return text;
}

// A completion that was taken back later is none here, and one that came later is not yet: what is left holds
// everything that was open.
void AddOpen(Date day, SqlText& text) {
  const Value on = Bind(day);
  text.Add(
      " AND (a.complete_date IS NULL OR a.complete_date > ?) AND a.open_date <= ? AND (a.close_date IS NULL "
      "OR "
      "a.close_date > ?)",
      {on, on, on});
}

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
      {organisation_id, Bind(day), Bind(day)}, [&](const Row& row) {
        // The column holds nothing but the names of kinds.
        const auto kind = ParseEngagementKind(row.Text(2)).value_or(EngagementKind::kOther);
        presences.push_back({row.GetId(0), row.GetId(1), kind});
      });
  return presences;
}

std::vector<OpenAssignment> MysqlComplianceTable::Open(Id organisation_id, absl::Span<const Id> person_ids,
                                                       Date day) const {
  SqlText text = SelectText("assignments a WHERE a.organisation_id = ?", day);
  text.values.push_back(organisation_id);
  AddOpen(day, text);
  text.Add(" AND a.person_id IN (?*)");
  std::vector<OpenAssignment> open;
  session_.QueryIn(text.sql, text.values, IdList(person_ids), {},
                   [&](const Row& row) { open.push_back(ReadOpen(row)); });
  return Complete(organisation_id, std::move(open));
}

std::vector<OpenAssignment> MysqlComplianceTable::OpenByDueDate(Id organisation_id, Date day,
                                                                const DuePosition& after, int limit) const {
  const Value due = Bind(after.due_date);
  SqlText text = SelectText("assignments a FORCE INDEX (by_due_date) WHERE a.organisation_id = ?", day);
  text.values.push_back(organisation_id);
  text.Add(" AND a.due_date >= ? AND a.due_date < ? AND (a.due_date > ? OR a.id > ?)",
           {due, Bind(day), due, after.id});
  AddOpen(day, text);
  text.Add(" ORDER BY a.due_date, a.id LIMIT ?", {int64_t{limit}});
  std::vector<OpenAssignment> open;
  session_.Query(text.sql, text.values, [&](const Row& row) { open.push_back(ReadOpen(row)); });
  return Complete(organisation_id, std::move(open));
}

std::vector<OpenAssignment> MysqlComplianceTable::ExtendedSince(Id organisation_id, Date day) const {
  SqlText text = SelectText(
      "(SELECT DISTINCT assignment_id FROM assignment_exceptions WHERE organisation_id = ? AND kind = "
      "'EXTENSION' AND valid_from > ?) e JOIN assignments a ON a.organisation_id = ? AND a.id = "
      "e.assignment_id WHERE a.due_date >= ?",
      day);
  for (const Value& value : {Value(organisation_id), Bind(day), Value(organisation_id), Bind(day)}) {
    text.values.push_back(value);
  }
  AddOpen(day, text);
  std::vector<OpenAssignment> open;
  session_.Query(text.sql, text.values, [&](const Row& row) { open.push_back(ReadOpen(row)); });
  return Complete(organisation_id, std::move(open));
}

std::vector<OpenAssignment> MysqlComplianceTable::Complete(Id organisation_id,
                                                           std::vector<OpenAssignment> open) const {
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
