#include "service/storage/mysql/completion_table.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kSelect[] =
    "SELECT c.id, c.assignment_id, c.person_id, c.module_id, c.revision, c.complete_time, c.record_time, "
    "c.late, c.request_id, c.evidence, c.void_id FROM completions c";

Completion ReadCompletion(const Row& row) {
  Completion completion;
  completion.id = row.GetId(0);
  completion.assignment_id = row.GetId(1);
  completion.person_id = row.GetId(2);
  completion.module_id = row.GetId(3);
  completion.revision = static_cast<int>(row.Int(4));
  completion.complete_time = row.Time(5);
  completion.record_time = row.Time(6);
  completion.late = row.Int(7) != 0;
  completion.request_id = row.Text(8);
  completion.evidence = row.Text(9);
  completion.void_id = row.GetId(10);
  return completion;
}

void AppendRow(Id organisation_id, const Completion& completion, std::vector<Value>& values) {
  values.insert(values.end(), {organisation_id, completion.id, completion.assignment_id, completion.person_id,
                               completion.module_id, int64_t{completion.revision},
                               Bind(completion.complete_time), Bind(completion.record_time),
                               int64_t{completion.late}, completion.request_id, completion.evidence});
}

}  // namespace

std::optional<Completion> MysqlCompletionTable::Find(Id organisation_id, Id id) const {
  std::optional<Completion> found;
  session_.Query(absl::StrCat(kSelect, " WHERE c.organisation_id = ? AND c.id = ?"), {organisation_id, id},
                 [&](const Row& row) { found = ReadCompletion(row); });
  return found;
}

std::vector<Completion> MysqlCompletionTable::FindByRequest(Id organisation_id,
                                                            absl::Span<const std::string> request_ids) const {
  std::vector<Completion> completions;
  session_.QueryIn(absl::StrCat(kSelect, " WHERE c.organisation_id = ? AND c.request_id IN (?*)"),
                   {organisation_id}, std::vector<Value>(request_ids.begin(), request_ids.end()), {},
                   [&](const Row& row) { completions.push_back(ReadCompletion(row)); });
  return completions;
}

std::vector<Completion> MysqlCompletionTable::FindByAssignment(Id organisation_id,
                                                               absl::Span<const Id> assignment_ids) const {
  std::vector<Completion> completions;
  session_.QueryIn(
      absl::StrCat(kSelect, " WHERE c.organisation_id = ? AND c.assignment_id IN (?*) AND c.void_id = 0"),
      {organisation_id}, IdList(assignment_ids), {},
      [&](const Row& row) { completions.push_back(ReadCompletion(row)); });
  return completions;
}

std::vector<Completion> MysqlCompletionTable::List(Id organisation_id, const CompletionQuery& query) const {
  SqlText text;
  text.Add(kSelect);
  // A completion knows its programme by its assignment alone.
  if (query.programme_id != kNoId) {
    text.Add(
        " JOIN assignments a ON a.organisation_id = c.organisation_id AND a.id = c.assignment_id AND "
        "a.programme_id = ?",
        {query.programme_id});
  }
  text.Add(" WHERE c.organisation_id = ? AND c.id > ?", {organisation_id, query.after});
  if (query.person_id != kNoId) text.Add(" AND c.person_id = ?", {query.person_id});
  if (query.module_id != kNoId) text.Add(" AND c.module_id = ?", {query.module_id});
  text.Add(" ORDER BY c.id");
  std::vector<Completion> completions;
  QueryPage(session_, std::move(text), {}, query.limit,
            [&](const Row& row) { completions.push_back(ReadCompletion(row)); });
  return completions;
}

void MysqlCompletionTable::Insert(Id organisation_id, absl::Span<const NewCompletion> completions) {
  std::vector<Value> values;
  values.reserve(completions.size() * 11);
  std::map<Date, std::vector<Id>> by_day;
  for (const NewCompletion& added : completions) {
    AppendRow(organisation_id, added.completion, values);
    by_day[added.complete_date].push_back(added.completion.assignment_id);
  }
  session_.InsertRows(
      "INSERT INTO completions (organisation_id, id, assignment_id, person_id, module_id, revision, "
      "complete_time, record_time, late, request_id, evidence) VALUES",
      11, values);
  for (const auto& [day, assignment_ids] : by_day) {
    session_.ExecuteIn("UPDATE assignments SET complete_date = ? WHERE organisation_id = ? AND id IN (?*)",
                       {Bind(day), organisation_id}, IdList(assignment_ids), {});
  }
}

// The completion stays as it is but for who took it back.
void MysqlCompletionTable::InsertVoid(Id organisation_id, const CompletionVoid& record) {
  session_.Execute(
      "INSERT INTO completion_voids (organisation_id, id, completion_id, assignment_id, complete_date, "
      "void_date, reason, create_time, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, record.id, record.completion_id, record.voided.assignment_id,
       Bind(record.voided.complete_date), Bind(record.voided.void_date), record.reason,
       Bind(record.create_time), record.created_by});
  session_.Execute("UPDATE completions SET void_id = ? WHERE organisation_id = ? AND id = ?",
                   {record.id, organisation_id, record.completion_id});
  session_.Execute("UPDATE assignments SET complete_date = NULL WHERE organisation_id = ? AND id = ?",
                   {organisation_id, record.voided.assignment_id});
}

std::optional<CompletionVoid> MysqlCompletionTable::FindVoid(Id organisation_id, Id completion_id) const {
  std::optional<CompletionVoid> found;
  session_.Query(
      "SELECT id, completion_id, assignment_id, complete_date, void_date, reason, create_time, created_by "
      "FROM completion_voids WHERE organisation_id = ? AND completion_id = ?",
      {organisation_id, completion_id}, [&](const Row& row) {
        found = {row.GetId(0), row.GetId(1), {row.GetId(2), row.Day(3), row.Day(4)},
                 row.Text(5),  row.Time(6),  row.Text(7)};
      });
  return found;
}

}  // namespace nanolearn::mysql
