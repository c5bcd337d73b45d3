#include "service/storage/mysql/assignment_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/assignment_list.h"
#include "service/storage/mysql/overdue_list.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

namespace {

constexpr char kMemberships[] =
    "SELECT person_id, valid_from, valid_to, is_paused, programme_id FROM memberships WHERE organisation_id "
    "= ? AND ";

// One row for each range of days; of assignments that are there.
constexpr char kAudienceOfAssignments[] =
    "SELECT a.id, m.valid_from, m.valid_to, m.is_paused, EXISTS (SELECT 1 FROM assignment_exceptions x WHERE "
    "x.organisation_id = a.organisation_id AND x.assignment_id = a.id) OR EXISTS (SELECT 1 FROM completion_voids v WHERE "
    "v.organisation_id = a.organisation_id AND v.assignment_id = a.id) FROM assignments a FORCE INDEX (PRIMARY) LEFT JOIN "
    "memberships m ON m.organisation_id = a.organisation_id AND m.programme_id = a.programme_id AND m.person_id = "
    "a.person_id WHERE a.organisation_id = ? AND a.id IN (?*)";

Membership ReadMembership(const Row& row) {
  return {row.GetId(0), {row.Day(1), row.Day(2)}, row.Int(3) != 0, row.GetId(4)};
}

void Sort(std::vector<Membership>& memberships) {
  std::sort(memberships.begin(), memberships.end(), [](const Membership& a, const Membership& b) {
    return std::tie(a.person_id, a.programme_id, a.days.from) <
           std::tie(b.person_id, b.programme_id, b.days.from);
  });
}

}  // namespace

std::vector<Membership> MysqlAssignmentTable::Memberships(Id organisation_id, Id programme_id,
                                                          absl::Span<const Id> person_ids) const {
  std::vector<Membership> memberships;
  session_.QueryIn(absl::StrCat(kMemberships, "programme_id = ? AND person_id IN (?*)"),
                   {organisation_id, programme_id}, IdList(person_ids), {},
                   [&](const Row& row) { memberships.push_back(ReadMembership(row)); });
  Sort(memberships);
  return memberships;
}

std::vector<Membership> MysqlAssignmentTable::MembershipsOfPeople(Id organisation_id,
                                                                  absl::Span<const Id> person_ids) const {
  std::vector<Membership> memberships;
  session_.QueryIn(absl::StrCat(kMemberships, "person_id IN (?*)"), {organisation_id}, IdList(person_ids), {},
                   [&](const Row& row) { memberships.push_back(ReadMembership(row)); });
  Sort(memberships);
  return memberships;
}

void MysqlAssignmentTable::ReplaceMemberships(Id organisation_id, Id programme_id,
                                              absl::Span<const Id> person_ids,
                                              absl::Span<const Membership> memberships) {
  session_.ExecuteIn(
      "DELETE FROM memberships WHERE organisation_id = ? AND programme_id = ? AND person_id IN (?*)",
      {organisation_id, programme_id}, IdList(person_ids), {});
  std::vector<Value> values;
  values.reserve(memberships.size() * 6);
  for (const Membership& membership : memberships) {
    values.insert(values.end(),
                  {organisation_id, programme_id, membership.person_id, Bind(membership.days.from),
                   Bind(membership.days.to), int64_t{membership.is_paused}});
  }
  session_.InsertRows(
      "INSERT INTO memberships (organisation_id, programme_id, person_id, valid_from, valid_to, is_paused) "
      "VALUES",
      6, values);
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

std::vector<AssignmentHistory> MysqlAssignmentTable::ReadHistories(Id organisation_id,
                                                                   absl::Span<const Id> person_ids,
                                                                   absl::string_view lock) const {
  std::vector<AssignmentHistory> histories;
  session_.QueryIn(
      absl::StrCat("SELECT ", kAssignmentColumns,
                   " FROM assignments a WHERE a.organisation_id = ? AND a.person_id IN (?*)", lock),
      {organisation_id}, IdList(person_ids), {}, [&](const Row& row) {
        histories.push_back({ReadAssignment(row), {}, {}});
      });
  std::sort(histories.begin(), histories.end(), [](const AssignmentHistory& a, const AssignmentHistory& b) {
    return std::tie(a.assignment.person_id, a.assignment.id) <
           std::tie(b.assignment.person_id, b.assignment.id);
  });
  AddDecisions(session_, organisation_id, histories);
  return histories;
}

std::vector<AssignmentHistory> MysqlAssignmentTable::Histories(Id organisation_id,
                                                               absl::Span<const Id> person_ids) const {
  return ReadHistories(organisation_id, person_ids, "");
}

std::vector<AssignmentHistory> MysqlAssignmentTable::LockHistories(Id organisation_id,
                                                                   absl::Span<const Id> person_ids) {
  return ReadHistories(organisation_id, person_ids, " FOR UPDATE");
}

void MysqlAssignmentTable::Insert(Id organisation_id, absl::Span<const Assignment> assignments) {
  std::vector<Value> values;
  values.reserve(assignments.size() * 10);
  for (const Assignment& assignment : assignments) {
    values.insert(
        values.end(),
        {organisation_id, assignment.id, assignment.programme_id, assignment.module_id, assignment.person_id,
         int64_t{assignment.cycle}, Bind(assignment.open_date), Bind(assignment.due_date),
         BindOptional(assignment.complete_date), BindOptional(assignment.close_date)});
  }
  session_.InsertRows(
      "INSERT INTO assignments (organisation_id, id, programme_id, module_id, person_id, cycle, open_date, "
      "due_date, complete_date, close_date) VALUES",
      10, values);
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

void MysqlAssignmentTable::SetDates(Id organisation_id, const Assignment& assignment) {
  session_.Execute(
      "UPDATE assignments SET open_date = ?, due_date = ?, close_date = ? WHERE organisation_id = ? AND id = "
      "?",
      {Bind(assignment.open_date), Bind(assignment.due_date), BindOptional(assignment.close_date),
       organisation_id, assignment.id});
}

void MysqlAssignmentTable::InsertException(Id organisation_id, const AssignmentException& exception) {
  session_.Execute(
      "INSERT INTO assignment_exceptions (organisation_id, id, assignment_id, kind, valid_from, valid_to, "
      "due_date, old_due_date, reason, create_time, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, exception.id, exception.assignment_id, std::string(ExceptionKindName(exception.kind)),
       Bind(exception.valid.from), Bind(exception.valid.to), BindOptional(exception.due_date),
       BindOptional(exception.old_due_date), exception.reason, Bind(exception.create_time),
       exception.created_by});
}

void MysqlAssignmentTable::EndException(Id organisation_id, const AssignmentException& exception) {
  session_.Execute("UPDATE assignment_exceptions SET valid_to = ? WHERE organisation_id = ? AND id = ?",
                   {Bind(exception.valid.to), organisation_id, exception.id});
}

// Where nothing recurs and no module has editions, which the database sees before it looks at any assignment, it costs
// next to nothing.
void MysqlAssignmentTable::QueuePlanning(Id organisation_id, absl::Span<const Id> assignment_ids) {
  session_.ExecuteIn(
      "INSERT INTO planning_queue (organisation_id, person_id) SELECT DISTINCT a.organisation_id, "
      "a.person_id FROM assignments a JOIN programmes p ON p.organisation_id = a.organisation_id AND p.id = "
      "a.programme_id WHERE (EXISTS (SELECT 1 FROM programmes r WHERE r.organisation_id = ? AND r.recurrence IN "
      "('FROM_COMPLETION', 'FROM_EXPIRY')) OR EXISTS (SELECT 1 FROM module_editions n WHERE n.organisation_id = ?)) "
      "AND a.organisation_id = ? AND a.id IN (?*) AND (p.recurrence IN "
      "('FROM_COMPLETION', 'FROM_EXPIRY') OR EXISTS (SELECT 1 FROM module_editions e WHERE "
      "e.organisation_id = a.organisation_id AND e.module_id = a.module_id)) "
      "ON DUPLICATE KEY UPDATE changes = planning_queue.changes + 1",
      {organisation_id, organisation_id, organisation_id}, IdList(assignment_ids), {});
}

void MysqlAssignmentTable::QueueMembers(Id organisation_id, Id programme_id, Date day) {
  session_.Execute(
      "INSERT INTO planning_queue (organisation_id, person_id) SELECT DISTINCT organisation_id, person_id "
      "FROM memberships WHERE organisation_id = ? AND programme_id = ? AND valid_to > ? "
      "ON DUPLICATE KEY UPDATE changes = planning_queue.changes + 1",
      {organisation_id, programme_id, Bind(day)});
}

void MysqlAssignmentTable::QueueEverybody(Id organisation_id) {
  session_.Execute(
      "INSERT INTO planning_queue (organisation_id, person_id) SELECT organisation_id, id FROM people WHERE "
      "organisation_id = ? ON DUPLICATE KEY UPDATE changes = planning_queue.changes + 1",
      {organisation_id});
}

int64_t MysqlAssignmentTable::CountPlanning(Id organisation_id) const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM planning_queue WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) { count = row.Int(0); });
  return count;
}

std::vector<Id> MysqlAssignmentTable::TakePlanning(Id organisation_id, int limit) {
  std::vector<Id> people;
  session_.Query(
      "SELECT person_id FROM planning_queue WHERE organisation_id = ? ORDER BY person_id LIMIT ? FOR UPDATE",
      {organisation_id, int64_t{limit}}, [&](const Row& row) { people.push_back(row.GetId(0)); });
  session_.ExecuteIn("DELETE FROM planning_queue WHERE organisation_id = ? AND person_id IN (?*)",
                     {organisation_id}, IdList(people), {});
  return people;
}

std::optional<AssignmentOnDay> MysqlAssignmentTable::Find(Id organisation_id, Id id, Date day) const {
  return FindAssignment(session_, organisation_id, id, day);
}

Id MysqlAssignmentTable::LastId(Id organisation_id) const {
  Id last = kNoId;
  session_.Query("SELECT id FROM assignments WHERE organisation_id = ? ORDER BY id DESC LIMIT 1",
                 {organisation_id}, [&](const Row& row) { last = row.GetId(0); });
  return last;
}

std::vector<AssignmentOnDay> MysqlAssignmentTable::List(Id organisation_id,
                                                        const AssignmentQuery& query) const {
  return ListAssignments(session_, organisation_id, query);
}

std::vector<AssignmentHistory> MysqlAssignmentTable::MayBecomeOverdue(Id organisation_id, OverdueCause cause,
                                                                      Date day, Id after, int limit) const {
  return ListMayBecomeOverdue(session_, organisation_id, cause, day, after, limit);
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

std::vector<AssignmentHistory> MysqlAssignmentTable::LockAll(Id organisation_id, absl::Span<const Id> ids) {
  std::vector<AssignmentHistory> histories;
  for (Assignment& assignment : Lock(organisation_id, ids)) histories.push_back({assignment, {}, {}});
  AddDecisions(session_, organisation_id, histories);
  return histories;
}

// What others have decided about assignments is rare: only where it is there is it read.
std::vector<AudienceHistory> MysqlAssignmentTable::LockWithAudience(Id organisation_id, absl::Span<const Id> ids) {
  std::map<Id, AudienceHistory> by_id;
  for (Assignment& assignment : Lock(organisation_id, ids)) {
    const Id id = assignment.id;
    by_id[id].history.assignment = std::move(assignment);
  }
  std::set<Id> decided;
  session_.QueryIn(kAudienceOfAssignments, {organisation_id}, IdList(ids), {}, [&](const Row& row) {
    AudienceHistory& one = by_id.at(row.GetId(0));
    if (!row.IsNull(1)) one.audience.push_back({{row.Day(1), row.Day(2)}, row.Int(3) != 0});
    if (row.Int(4) != 0) decided.insert(row.GetId(0));
  });
  std::vector<AssignmentHistory> histories;
  for (const Id id : decided) histories.push_back(std::move(by_id[id].history));
  AddDecisions(session_, organisation_id, histories);
  for (AssignmentHistory& history : histories) {
    const Id id = history.assignment.id;
    by_id[id].history = std::move(history);
  }
  std::vector<AudienceHistory> found;
  for (auto& [id, one] : by_id) {
    std::sort(one.audience.begin(), one.audience.end(),
              [](const AudienceRange& a, const AudienceRange& b) { return a.days.from < b.days.from; });
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace nanolearn::mysql
