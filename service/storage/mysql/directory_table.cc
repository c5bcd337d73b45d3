#include "service/storage/mysql/directory_table.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kUserColumns[] =
    "id, source_id, user_name_key, external_id, employee_number, email_key, display_name_key, active, "
    "deleted, person_id, unit_id, leave_date, leave_run_id, held_run_id, resource, version, create_time, "
    "update_time";
constexpr char kGroupColumns[] =
    "id, source_id, external_id, display_name_key, resource, version, create_time, update_time";

Value TextOrNull(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

DirectoryUser ReadUser(const Row& row) {
  DirectoryUser user{.id = row.GetId(0),
                     .source_id = row.GetId(1),
                     .user_name_key = row.Text(2),
                     .external_id = row.Text(3),
                     .employee_number = row.Text(4),
                     .email_key = row.Text(5),
                     .display_name_key = row.Text(6),
                     .active = row.Int(7) != 0,
                     .deleted = row.Int(8) != 0,
                     .person_id = row.GetId(9),
                     .unit_id = row.GetId(10)};
  if (!row.IsNull(11)) user.leave_date = row.Day(11);
  user.leave_run_id = row.GetId(12);
  user.held_run_id = row.GetId(13);
  user.resource = row.Text(14);
  user.version = row.GetId(15);
  user.create_time = row.Time(16);
  user.update_time = row.Time(17);
  return user;
}

DirectoryGroup ReadGroup(const Row& row) {
  return {.id = row.GetId(0),
          .source_id = row.GetId(1),
          .external_id = row.Text(2),
          .display_name_key = row.Text(3),
          .resource = row.Text(4),
          .version = row.GetId(5),
          .create_time = row.Time(6),
          .update_time = row.Time(7)};
}

// What may change of a user, in the order of InsertUser and UpdateUser.
std::vector<Value> FieldsOf(const DirectoryUser& user) {
  return {user.deleted ? Value(nullptr) : Value(user.user_name_key),
          TextOrNull(user.external_id),
          TextOrNull(user.employee_number),
          TextOrNull(user.email_key),
          TextOrNull(user.display_name_key),
          int64_t{user.active},
          int64_t{user.deleted},
          BindOptional(user.person_id),
          BindOptional(user.unit_id),
          user.leave_date ? Bind(*user.leave_date) : Value(nullptr),
          BindOptional(user.leave_run_id),
          BindOptional(user.held_run_id),
          user.resource,
          user.version,
          Bind(user.update_time)};
}

// The conditions of a query, apart from organisation and source.
void AddKey(const DirectoryQuery& query, SqlText& text) {
  switch (query.key) {
    case DirectoryKey::kNothing:
      break;
    case DirectoryKey::kId:
      text.Add(" AND id = ?", {ParseId(query.value).value_or(kNoId)});
      break;
    case DirectoryKey::kUserName:
      text.Add(" AND user_name_key = ?", {query.value});
      break;
    case DirectoryKey::kExternalId:
      text.Add(" AND external_id = ?", {query.value});
      break;
    case DirectoryKey::kEmail:
      text.Add(" AND email_key IN (?, ?)", {query.value, std::string(DirectoryUser::kManyEmails)});
      break;
    case DirectoryKey::kEmployeeNumber:
      text.Add(" AND employee_number = ?", {query.value});
      break;
    case DirectoryKey::kDisplayName:
      text.Add(" AND display_name_key = ?", {query.value});
      break;
    case DirectoryKey::kActive:
      text.Add(" AND active = ?", {int64_t{query.value == "1"}});
      break;
  }
}

void AddPage(const DirectoryQuery& query, SqlText& text) {
  text.Add(" AND id > ? ORDER BY id LIMIT ? OFFSET ?",
           {query.after, int64_t{query.limit}, int64_t{query.skip}});
}

template <typename T>
std::optional<T> First(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

std::vector<DirectoryUser> MysqlDirectoryTable::SelectUsers(absl::string_view where,
                                                            absl::Span<const Value> values) const {
  std::vector<DirectoryUser> users;
  session_.Query(absl::StrCat("SELECT ", kUserColumns, " FROM directory_users WHERE ", where), values,
                 [&](const Row& row) { users.push_back(ReadUser(row)); });
  return users;
}

std::optional<DirectoryUser> MysqlDirectoryTable::FindUser(Id organisation_id, Id source_id, Id id) const {
  return First(
      SelectUsers("organisation_id = ? AND source_id = ? AND id = ?", {organisation_id, source_id, id}));
}

std::vector<DirectoryUser> MysqlDirectoryTable::Users(Id organisation_id, const DirectoryQuery& query) const {
  SqlText text;
  text.Add("organisation_id = ? AND source_id = ? AND deleted = FALSE", {organisation_id, query.source_id});
  AddKey(query, text);
  AddPage(query, text);
  return SelectUsers(text.sql, text.values);
}

int MysqlDirectoryTable::CountUsers(Id organisation_id, Id source_id) const {
  int count = 0;
  session_.Query(
      "SELECT COUNT(*) FROM directory_users WHERE organisation_id = ? AND source_id = ? AND deleted = FALSE",
      {organisation_id, source_id}, [&](const Row& row) { count = static_cast<int>(row.Int(0)); });
  return count;
}

std::optional<DirectoryUser> MysqlDirectoryTable::FindDeleted(Id organisation_id, Id source_id,
                                                              const std::string& external_id,
                                                              const std::string& employee_number) const {
  const auto find = [&](absl::string_view column, const std::string& value) {
    if (value.empty()) return std::optional<DirectoryUser>();
    return First(
        SelectUsers(absl::StrCat("organisation_id = ? AND source_id = ? AND ", column,
                                 " = ? AND deleted = TRUE ORDER BY update_time DESC, id DESC LIMIT 1"),
                    {organisation_id, source_id, value}));
  };
  const auto found = find("external_id", external_id);
  return found ? found : find("employee_number", employee_number);
}

std::vector<DirectoryUser> MysqlDirectoryTable::LeftIn(Id organisation_id, Id run_id) const {
  return SelectUsers("organisation_id = ? AND leave_run_id = ? ORDER BY id", {organisation_id, run_id});
}

std::vector<DirectoryUser> MysqlDirectoryTable::HeldBy(Id organisation_id, Id run_id) const {
  return SelectUsers("organisation_id = ? AND held_run_id = ? ORDER BY id", {organisation_id, run_id});
}

std::vector<DirectoryTable::UnitCount> MysqlDirectoryTable::CountByUnit(absl::string_view column,
                                                                        Id organisation_id, Id run_id) const {
  std::vector<UnitCount> counts;
  session_.Query(absl::StrCat("SELECT unit_id, COUNT(*) FROM directory_users WHERE organisation_id = ? AND ",
                              column, " = ? GROUP BY unit_id"),
                 {organisation_id, run_id}, [&](const Row& row) {
                   counts.push_back({row.GetId(0), static_cast<int>(row.Int(1))});
                 });
  return counts;
}

std::vector<DirectoryTable::UnitCount> MysqlDirectoryTable::CountLeftIn(Id organisation_id, Id run_id) const {
  return CountByUnit("leave_run_id", organisation_id, run_id);
}

std::vector<DirectoryTable::UnitCount> MysqlDirectoryTable::CountHeldBy(Id organisation_id, Id run_id) const {
  return CountByUnit("held_run_id", organisation_id, run_id);
}

void MysqlDirectoryTable::InsertUser(Id organisation_id, const DirectoryUser& user) {
  std::vector<Value> values = FieldsOf(user);
  values.insert(values.end(), {Bind(user.create_time), organisation_id, user.source_id, user.id});
  session_.Execute(
      "INSERT INTO directory_users (user_name_key, external_id, employee_number, email_key, "
      "display_name_key, active, deleted, person_id, unit_id, leave_date, leave_run_id, held_run_id, "
      "resource, version, update_time, create_time, organisation_id, source_id, id) VALUES (?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      values);
}

void MysqlDirectoryTable::DeleteUser(Id organisation_id, Id id) {
  RemoveFromGroups(organisation_id, id);
  session_.Execute("DELETE FROM directory_users WHERE organisation_id = ? AND id = ?", {organisation_id, id});
}

std::vector<DirectoryUser> MysqlDirectoryTable::StrangersSince(Id organisation_id, Date day, int limit) const {
  return SelectUsers(
      "organisation_id = ? AND person_id IS NULL AND active = FALSE AND DATE(update_time) <= ? ORDER BY id LIMIT ?",
      {organisation_id, Bind(day), int64_t{limit}});
}

void MysqlDirectoryTable::UpdateUser(Id organisation_id, const DirectoryUser& user) {
  std::vector<Value> values = FieldsOf(user);
  values.insert(values.end(), {organisation_id, user.id});
  session_.Execute(
      "UPDATE directory_users SET user_name_key = ?, external_id = ?, employee_number = ?, email_key = ?, "
      "display_name_key = ?, active = ?, deleted = ?, person_id = ?, unit_id = ?, leave_date = ?, "
      "leave_run_id = ?, held_run_id = ?, resource = ?, version = ?, update_time = ? WHERE organisation_id = "
      "? AND id = ?",
      values);
}

std::vector<DirectoryGroup> MysqlDirectoryTable::SelectGroups(absl::string_view where,
                                                              absl::Span<const Value> values) const {
  std::vector<DirectoryGroup> groups;
  session_.Query(absl::StrCat("SELECT ", kGroupColumns, " FROM directory_groups WHERE ", where), values,
                 [&](const Row& row) { groups.push_back(ReadGroup(row)); });
  return groups;
}

std::optional<DirectoryGroup> MysqlDirectoryTable::FindGroup(Id organisation_id, Id source_id, Id id) const {
  return First(
      SelectGroups("organisation_id = ? AND source_id = ? AND id = ?", {organisation_id, source_id, id}));
}

std::vector<DirectoryGroup> MysqlDirectoryTable::Groups(Id organisation_id,
                                                        const DirectoryQuery& query) const {
  SqlText text;
  text.Add("organisation_id = ? AND source_id = ?", {organisation_id, query.source_id});
  AddKey(query, text);
  AddPage(query, text);
  return SelectGroups(text.sql, text.values);
}

int MysqlDirectoryTable::CountGroups(Id organisation_id, Id source_id) const {
  int count = 0;
  session_.Query("SELECT COUNT(*) FROM directory_groups WHERE organisation_id = ? AND source_id = ?",
                 {organisation_id, source_id}, [&](const Row& row) { count = static_cast<int>(row.Int(0)); });
  return count;
}

void MysqlDirectoryTable::InsertGroup(Id organisation_id, const DirectoryGroup& group) {
  session_.Execute(
      "INSERT INTO directory_groups (organisation_id, id, source_id, external_id, display_name_key, "
      "resource, "
      "version, create_time, update_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, group.id, group.source_id, TextOrNull(group.external_id), group.display_name_key,
       group.resource, group.version, Bind(group.create_time), Bind(group.update_time)});
}

void MysqlDirectoryTable::UpdateGroup(Id organisation_id, const DirectoryGroup& group) {
  session_.Execute(
      "UPDATE directory_groups SET external_id = ?, display_name_key = ?, resource = ?, version = ?, "
      "update_time = ? WHERE organisation_id = ? AND id = ?",
      {TextOrNull(group.external_id), group.display_name_key, group.resource, group.version,
       Bind(group.update_time), organisation_id, group.id});
}

void MysqlDirectoryTable::DeleteGroup(Id organisation_id, Id id) {
  session_.Execute("DELETE FROM directory_members WHERE organisation_id = ? AND group_id = ?",
                   {organisation_id, id});
  session_.Execute("DELETE FROM directory_groups WHERE organisation_id = ? AND id = ?",
                   {organisation_id, id});
}

std::vector<Id> MysqlDirectoryTable::Members(Id organisation_id, Id group_id) const {
  std::vector<Id> ids;
  session_.Query(
      "SELECT user_id FROM directory_members WHERE organisation_id = ? AND group_id = ? ORDER BY user_id",
      {organisation_id, group_id}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

std::vector<Id> MysqlDirectoryTable::Existing(Id organisation_id, Id source_id,
                                              absl::Span<const Id> user_ids) const {
  std::vector<Id> ids;
  session_.QueryIn(
      "SELECT id FROM directory_users WHERE organisation_id = ? AND source_id = ? AND deleted = FALSE AND id "
      "IN (?*)",
      {organisation_id, source_id}, IdList(user_ids), {},
      [&](const Row& row) { ids.push_back(row.GetId(0)); });
  std::sort(ids.begin(), ids.end());
  return ids;
}

int MysqlDirectoryTable::AddMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) {
  absl::flat_hash_set<Id> missing(user_ids.begin(), user_ids.end());
  session_.QueryIn(
      "SELECT user_id FROM directory_members WHERE organisation_id = ? AND group_id = ? AND user_id IN (?*)",
      {organisation_id, group_id}, IdList(user_ids), {},
      [&](const Row& row) { missing.erase(row.GetId(0)); });
  std::vector<Value> rows;
  for (const Id user : missing) rows.insert(rows.end(), {organisation_id, group_id, user});
  session_.InsertRows("INSERT INTO directory_members (organisation_id, group_id, user_id) VALUES", 3, rows);
  return static_cast<int>(missing.size());
}

int MysqlDirectoryTable::RemoveMembers(Id organisation_id, Id group_id, absl::Span<const Id> user_ids) {
  return static_cast<int>(session_.ExecuteIn(
      "DELETE FROM directory_members WHERE organisation_id = ? AND group_id = ? AND user_id IN (?*)",
      {organisation_id, group_id}, IdList(user_ids), {}));
}

void MysqlDirectoryTable::RemoveFromGroups(Id organisation_id, Id user_id) {
  session_.Execute("DELETE FROM directory_members WHERE organisation_id = ? AND user_id = ?",
                   {organisation_id, user_id});
}

}  // namespace nanolearn::mysql
