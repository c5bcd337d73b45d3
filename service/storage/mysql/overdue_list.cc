#include "service/storage/mysql/overdue_list.h"

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/assignment_list.h"

namespace nanolearn::mysql {
namespace {

// The first that can have been made on the day in any time zone.
Id FirstIdOf(Date day) { return FirstIdAt(absl::FromCivil(day, absl::UTCTimeZone()) - absl::Hours(14)); }

// What begins or ends on a day is often entered on that day, after it has been gone through: such things are
// looked for on the day and once more on the day after it.
SqlText TextFor(Id organisation_id, OverdueCause cause, Date day) {
  SqlText text;
  const bool is_join = cause != OverdueCause::kDueDate && cause != OverdueCause::kNew;
  // A join may find one twice.
  text.Add(absl::StrCat(is_join ? "SELECT DISTINCT " : "SELECT ", kAssignmentColumns, " FROM assignments a"));
  switch (cause) {
    case OverdueCause::kDueDate:
      text.Add(" WHERE a.organisation_id = ? AND a.due_date = ?", {organisation_id, Bind(day - 1)});
      break;
    case OverdueCause::kExtension:
      text.Add(
          " JOIN assignment_exceptions e ON e.organisation_id = a.organisation_id AND e.assignment_id = a.id "
          "WHERE a.organisation_id = ? AND e.kind = 'EXTENSION' AND e.old_due_date = ?",
          {organisation_id, Bind(day - 1)});
      break;
    case OverdueCause::kPresence:
      text.Add(
          " JOIN memberships m ON m.organisation_id = a.organisation_id AND m.programme_id = a.programme_id "
          "AND m.person_id = a.person_id WHERE a.organisation_id = ? AND m.valid_from IN (?, ?) AND NOT "
          "m.is_paused AND a.due_date < ?",
          {organisation_id, Bind(day - 1), Bind(day), Bind(day)});
      break;
    case OverdueCause::kWaiver:
      text.Add(
          " JOIN assignment_exceptions e ON e.organisation_id = a.organisation_id AND e.assignment_id = a.id "
          "WHERE a.organisation_id = ? AND e.kind = 'WAIVER' AND e.valid_to IN (?, ?) AND a.due_date < ?",
          {organisation_id, Bind(day - 1), Bind(day), Bind(day)});
      break;
    case OverdueCause::kVoid:
      text.Add(
          " JOIN completion_voids v ON v.organisation_id = a.organisation_id AND v.assignment_id = a.id "
          "WHERE "
          "a.organisation_id = ? AND v.void_date IN (?, ?) AND a.due_date < ?",
          {organisation_id, Bind(day - 1), Bind(day), Bind(day)});
      break;
    case OverdueCause::kNew:
      text.Add(" WHERE a.organisation_id = ? AND a.id >= ? AND a.id < ? AND a.due_date < ?",
               {organisation_id, FirstIdOf(day - 1), FirstIdOf(day + 2), Bind(day)});
      break;
  }
  return text;
}

}  // namespace

std::vector<AssignmentHistory> ListMayBecomeOverdue(Session& session, Id organisation_id, OverdueCause cause,
                                                    Date day, Id after, int limit) {
  SqlText text = TextFor(organisation_id, cause, day);
  text.Add(" AND a.id > ? ORDER BY a.id LIMIT ?", {after, int64_t{limit}});
  std::vector<AssignmentHistory> histories;
  session.Query(text.sql, text.values, [&](const Row& row) {
    histories.push_back({ReadAssignment(row), {}, {}});
  });
  AddDecisions(session, organisation_id, histories);
  return histories;
}

}  // namespace nanolearn::mysql
