#include "service/storage/mysql/person_merge_table.h"

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/merge_record_text.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {

std::optional<PersonMergeRecord> MysqlPersonMergeTable::Find(Id organisation_id, Id merged_person_id) const {
  std::optional<PersonMergeRecord> found;
  session_.Query(
      "SELECT id, person_id, merged_person_id, moved, create_time, created_by FROM person_merges WHERE "
      "organisation_id = ? AND merged_person_id = ? AND undo_time IS NULL",
      {organisation_id, merged_person_id}, [&](const Row& row) {
        found = {.id = row.GetId(0),
                 .person_id = row.GetId(1),
                 .merged_person_id = row.GetId(2),
                 .create_time = row.Time(4),
                 .created_by = row.Text(5)};
        ParseMoved(row.Text(3), *found);
      });
  return found;
}

absl::flat_hash_map<Id, Id> MysqlPersonMergeTable::Keepers(Id organisation_id,
                                                           absl::Span<const Id> person_ids) const {
  absl::flat_hash_map<Id, Id> keepers;
  session_.QueryIn(
      "SELECT merged_person_id, person_id FROM person_merges WHERE organisation_id = ? AND merged_person_id "
      "IN (?*) AND undo_time IS NULL",
      {organisation_id}, IdList(person_ids), {},
      [&](const Row& row) { keepers[row.GetId(0)] = row.GetId(1); });
  return keepers;
}

std::vector<Id> MysqlPersonMergeTable::MergedInto(Id organisation_id, absl::Span<const Id> person_ids) const {
  std::vector<Id> ids;
  session_.QueryIn(
      "SELECT merged_person_id FROM person_merges WHERE organisation_id = ? AND person_id IN (?*) AND "
      "undo_time IS NULL",
      {organisation_id}, IdList(person_ids), {}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

void MysqlPersonMergeTable::Insert(Id organisation_id, const PersonMergeRecord& record) {
  session_.Execute(
      "INSERT INTO person_merges (organisation_id, id, person_id, merged_person_id, moved, create_time, "
      "created_by, undone_by) VALUES (?, ?, ?, ?, ?, ?, ?, '')",
      {organisation_id, record.id, record.person_id, record.merged_person_id, FormatMoved(record),
       Bind(record.create_time), record.created_by});
}

void MysqlPersonMergeTable::SetUndone(Id organisation_id, Id id, absl::Time time, const std::string& by) {
  session_.Execute(
      "UPDATE person_merges SET undo_time = ?, undone_by = ? WHERE organisation_id = ? AND id = ?",
      {Bind(time), by, organisation_id, id});
}

void MysqlPersonMergeTable::ReplaceIdentities(Id organisation_id,
                                              absl::FunctionRef<std::string(const std::string&)> hash) {
  std::vector<PersonMergeRecord> records;
  session_.Query("SELECT id, moved FROM person_merges WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) {
                   PersonMergeRecord record{.id = row.GetId(0)};
                   ParseMoved(row.Text(1), record);
                   if (!record.belongings.identities.empty()) records.push_back(std::move(record));
                 });
  for (PersonMergeRecord& record : records) {
    for (std::string& identity : record.belongings.identities) identity = hash(identity);
    session_.Execute("UPDATE person_merges SET moved = ? WHERE organisation_id = ? AND id = ?",
                     {FormatMoved(record), organisation_id, record.id});
  }
}

Belongings MysqlPersonMergeTable::BelongingsOf(Id organisation_id, Id person_id) const {
  Belongings belongings;
  const auto read = [&](const std::string& column, const std::string& table, auto add) {
    session_.Query(absl::StrCat("SELECT ", column, " FROM ", table,
                                " WHERE organisation_id = ? AND person_id = ? ORDER BY ", column),
                   {organisation_id, person_id}, add);
  };
  read("hash", "person_identities", [&](const Row& row) { belongings.identities.push_back(row.Text(0)); });
  read("id", "engagements", [&](const Row& row) { belongings.engagements.push_back(row.GetId(0)); });
  read("id", "attribute_versions", [&](const Row& row) { belongings.attributes.push_back(row.GetId(0)); });
  read("id", "directory_users", [&](const Row& row) { belongings.directory_users.push_back(row.GetId(0)); });
  return belongings;
}

void MysqlPersonMergeTable::Give(Id organisation_id, const Belongings& belongings, Id person_id) {
  const auto give = [&](const std::string& table, absl::Span<const Id> ids) {
    session_.ExecuteIn(
        absl::StrCat("UPDATE ", table, " SET person_id = ? WHERE organisation_id = ? AND id IN (?*)"),
        {person_id, organisation_id}, IdList(ids), {});
  };
  give("engagements", belongings.engagements);
  give("attribute_versions", belongings.attributes);
  give("directory_users", belongings.directory_users);
  const std::vector<Value> hashes(belongings.identities.begin(), belongings.identities.end());
  session_.ExecuteIn("UPDATE person_identities SET person_id = ? WHERE organisation_id = ? AND hash IN (?*)",
                     {person_id, organisation_id}, hashes, {});
}

}  // namespace nanolearn::mysql
