#include "service/storage/mysql/assignment_table.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/assignment_list.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

std::vector<Membership> MysqlAssignmentTable::Memberships(Id organisation_id, Id programme_id,
                                                          absl::Span<const Id> person_ids) const {
  std::vector<Membership> memberships;
  session_.QueryIn(
      "SELECT person_id, valid_from, valid_to FROM memberships WHERE organisation_id = ? AND programme_id = "
      "? "
      "AND person_id IN (?*)",
      {organisation_id, programme_id}, IdList(person_ids), {}, [&](const Row& row) {
        memberships.push_back({row.GetId(0), {row.Day(1), row.Day(2)}});
      });
  std::sort(memberships.begin(), memberships.end(), [](const Membership& a, const Membership& b) {
    return std::tie(a.person_id, a.days.from) < std::tie(b.person_id, b.days.from);
  });
  return memberships;
}

void MysqlAssignmentTable::ReplaceMemberships(Id organisation_id, Id programme_id,
                                              absl::Span<const Id> person_ids,
                                              absl::Span<const Membership> memberships) {
  session_.ExecuteIn(
      "DELETE FROM memberships WHERE organisation_id = ? AND programme_id = ? AND person_id IN (?*)",
      {organisation_id, programme_id}, IdList(person_ids), {});
  std::vector<Value> values;
  values.reserve(memberships.size() * 5);
  for (const Membership& membership : memberships) {
    values.insert(values.end(), {organisation_id, programme_id, membership.person_id,
                                 Bind(membership.days.from), Bind(membership.days.to)});
  }
  session_.InsertRows(
      "INSERT INTO memberships (organisation_id, programme_id, person_id, valid_from, valid_to) VALUES", 5,
      values);
}

int MysqlAssignmentTable::CountMembers(Id organisation_id, Id programme_id) const {
  int count = 0;
  session_.Query(
      "SELECT COUNT(DISTINCT person_id) FROM memberships WHERE organisation_id = ? AND programme_id = ?",
      {organisation_id, programme_id}, [&](const Row& row) { count = static_cast<int>(row.Int(0)); });
  return count;
}

std::vector<Assignment> MysqlAssignmentTable::OfProgramme(Id organisation_id, Id programme_id,
                                                          absl::Span<const Id> person_ids) const {
  std::vector<Assignment> assignments;
  session_.QueryIn(absl::StrCat("SELECT ", kAssignmentColumns,
                                " FROM assignments a WHERE a.organisation_id = ? AND a.programme_id = ? AND "
                                "a.person_id IN (?*)"),
                   {organisation_id, programme_id}, IdList(person_ids), {},
                   [&](const Row& row) { assignments.push_back(ReadAssignment(row)); });
  return assignments;
}

std::vector<Assignment> MysqlAssignmentTable::OfPeople(Id organisation_id,
                                                       absl::Span<const Id> person_ids) const {
  std::vector<Assignment> assignments;
  session_.QueryIn(absl::StrCat("SELECT ", kAssignmentColumns,
                                " FROM assignments a WHERE a.organisation_id = ? AND a.person_id IN (?*)"),
                   {organisation_id}, IdList(person_ids), {},
                   [&](const Row& row) { assignments.push_back(ReadAssignment(row)); });
  std::sort(assignments.begin(), assignments.end(),
            [](const Assignment& a, const Assignment& b) { return a.id < b.id; });
  return assignments;
}

void MysqlAssignmentTable::Insert(Id organisation_id, absl::Span<const Assignment> assignments) {
  std::vector<Value> values;
  values.reserve(assignments.size() * 9);
  for (const Assignment& assignment : assignments) {
    values.insert(values.end(), {organisation_id, assignment.id, assignment.programme_id,
                                 assignment.module_id, assignment.person_id, int64_t{assignment.cycle},
                                 Bind(assignment.open_date), Bind(assignment.due_date),
                                 assignment.complete_date ? Bind(*assignment.complete_date) : nullptr});
  }
  session_.InsertRows(
      "INSERT INTO assignments (organisation_id, id, programme_id, module_id, person_id, cycle, open_date, "
      "due_date, complete_date) VALUES",
      9, values);
}

// By way of cycles below zero, so that nobody ever has two of one kind.
void MysqlAssignmentTable::Move(Id organisation_id, absl::Span<const AssignmentMove> moves) {
  std::vector<Id> all;
  std::map<Id, std::vector<Id>> by_person;
  for (const AssignmentMove& move : moves) {
    all.push_back(move.assignment_id);
    by_person[move.person_id].push_back(move.assignment_id);
  }
  session_.ExecuteIn("UPDATE assignments SET cycle = -cycle WHERE organisation_id = ? AND id IN (?*)",
                     {organisation_id}, IdList(all), {});
  for (const auto& [person, ids] : by_person) {
    session_.ExecuteIn(
        "UPDATE assignments SET person_id = ?, cycle = -cycle WHERE organisation_id = ? AND id IN (?*)",
        {person, organisation_id}, IdList(ids), {});
    session_.ExecuteIn(
        "UPDATE completions SET person_id = ? WHERE organisation_id = ? AND assignment_id IN (?*)",
        {person, organisation_id}, IdList(ids), {});
  }
}

void MysqlAssignmentTable::SetDates(Id organisation_id, Id id, Date open, Date due) {
  session_.Execute(
      "UPDATE assignments SET open_date = ?, due_date = ? WHERE organisation_id = ? AND id = ? AND "
      "complete_date IS NULL",
      {Bind(open), Bind(due), organisation_id, id});
}

std::optional<AssignmentOnDay> MysqlAssignmentTable::Find(Id organisation_id, Id id, Date day) const {
  SqlText text = AssignmentsOnDay(organisation_id, day);
  text.Add(" AND a.id = ?", {id});
  std::optional<AssignmentOnDay> found;
  session_.Query(text.sql, text.values, [&](const Row& row) { found = ReadAssignmentOnDay(row); });
  return found;
}

std::vector<AssignmentOnDay> MysqlAssignmentTable::List(Id organisation_id,
                                                        const AssignmentQuery& query) const {
  std::vector<AssignmentOnDay> assignments;
  QueryPage(session_, AssignmentListText(organisation_id, query), query.unit_ids, query.limit,
            [&](const Row& row) { assignments.push_back(ReadAssignmentOnDay(row)); });
  KeepPage(assignments, query.limit, [](const AssignmentOnDay& row) { return row.assignment.id; });
  return assignments;
}

std::vector<Assignment> MysqlAssignmentTable::Lock(Id organisation_id, absl::Span<const Id> ids) {
  std::vector<Assignment> assignments;
  // In the order of the ids, so that two batches with rows in common wait for each other instead of meeting
  // head on.
  session_.QueryIn(absl::StrCat("SELECT ", kAssignmentColumns,
                                " FROM assignments a FORCE INDEX (PRIMARY) WHERE a.organisation_id = ? AND "
                                "a.id IN (?*) ORDER BY a.id FOR UPDATE"),
                   {organisation_id}, IdList(ids), {},
                   [&](const Row& row) { assignments.push_back(ReadAssignment(row)); });
  return assignments;
}

}  // namespace nanolearn::mysql
