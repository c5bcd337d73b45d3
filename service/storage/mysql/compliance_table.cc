#include "service/storage/mysql/compliance_table.h"

#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// COUNT of a CASE, and not SUM: it is never NULL and always an integer.
SqlText TallyText(Id organisation_id, const TallyQuery& query) {
  const Value day = Bind(query.day);
  SqlText text;
  text.Add("SELECT m.person_id, ");
  text.Add(query.by_module ? "a.module_id, " : "NULL, ");
  // A person's memberships of one programme never overlap, so that no assignment is met twice.
  text.Add(
      "COUNT(*), COUNT(CASE WHEN a.complete_date <= ? THEN 1 END), "
      "COUNT(CASE WHEN a.complete_date <= ? AND a.complete_date > a.due_date THEN 1 END), "
      "COUNT(CASE WHEN a.due_date < ? AND (a.complete_date IS NULL OR a.complete_date > ?) THEN 1 END) "
      "FROM memberships m JOIN assignments a ON a.organisation_id = m.organisation_id AND a.programme_id = "
      "m.programme_id AND a.person_id = m.person_id WHERE m.organisation_id = ? AND m.valid_from <= ? AND "
      "m.valid_to > ? AND a.open_date <= ?",
      {day, day, day, day, organisation_id, day, day, day});
  if (query.programme_id != kNoId) text.Add(" AND m.programme_id = ?", {query.programme_id});
  if (query.module_id != kNoId) text.Add(" AND a.module_id = ?", {query.module_id});
  text.Add(query.by_module ? " GROUP BY m.person_id, a.module_id" : " GROUP BY m.person_id");
  return text;
}

PersonTally ReadTally(const Row& row) {
  PersonTally tally{row.GetId(0), row.GetId(1), {}};
  tally.counts.assigned = static_cast<int>(row.Int(2));
  tally.counts.completed = static_cast<int>(row.Int(3));
  tally.counts.completed_late = static_cast<int>(row.Int(4));
  tally.counts.overdue = static_cast<int>(row.Int(5));
  tally.counts.not_yet_due = tally.counts.assigned - tally.counts.completed - tally.counts.overdue;
  return tally;
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

std::vector<PersonTally> MysqlComplianceTable::Tallies(Id organisation_id, const TallyQuery& query) const {
  const SqlText text = TallyText(organisation_id, query);
  std::vector<PersonTally> tallies;
  session_.Query(text.sql, text.values, [&](const Row& row) { tallies.push_back(ReadTally(row)); });
  return tallies;
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
