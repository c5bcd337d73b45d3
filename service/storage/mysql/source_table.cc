#include "service/storage/mysql/source_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// Read at a time: bounds memory.
constexpr int kRowsPage = 20000;

constexpr char kSettings[] =
    "kind, owner_email, mapping, missing_runs, few_leavers, max_leavers_percent, max_unit_leavers_percent, "
    "max_week_leavers_percent, max_refused_percent, max_rekeyed_percent, preferred_for, "
    "employee_number_source_id, default_unit_id, version";

Value OrNull(Id id) { return id == kNoId ? Value(nullptr) : Value(id); }

std::vector<PersonAttribute> ReadAttributes(const std::string& names) {
  std::vector<PersonAttribute> attributes;
  for (const absl::string_view name : absl::StrSplit(names, ',', absl::SkipEmpty())) {
    if (const auto attribute = ParsePersonAttribute(name)) attributes.push_back(*attribute);
  }
  return attributes;
}

std::string AttributeNames(const Source& source) {
  return absl::StrJoin(source.preferred_for, ",", [](std::string* out, PersonAttribute attribute) {
    absl::StrAppend(out, PersonAttributeName(attribute));
  });
}

Source ReadSource(const Row& row) {
  Source source{.id = row.GetId(0), .name = row.Text(1)};
  if (!row.IsNull(2)) source.last_effective = row.Day(2);
  source.last_sync_time = row.Time(3, absl::InfinitePast());
  source.last_file_time = row.Time(4, absl::InfinitePast());
  source.kind = ParseSourceKind(row.Text(5)).value_or(SourceKind::kFile);
  source.owner_email = row.Text(6);
  source.mapping = row.Text(7);
  source.missing_runs = static_cast<int>(row.Int(8));
  source.guards = {static_cast<int>(row.Int(9)),  static_cast<int>(row.Int(10)),
                   static_cast<int>(row.Int(11)), static_cast<int>(row.Int(12)),
                   static_cast<int>(row.Int(13)), static_cast<int>(row.Int(14))};
  source.preferred_for = ReadAttributes(row.Text(15));
  source.employee_number_source_id = row.GetId(16);
  source.default_unit_id = row.GetId(17);
  source.version = static_cast<uint64_t>(row.Int(18));
  return source;
}

// In the order of kSettings.
std::vector<Value> SettingsOf(const Source& source) {
  const SyncGuards& guards = source.guards;
  return {std::string(SourceKindName(source.kind)),
          source.owner_email,
          source.mapping.empty() ? Value(nullptr) : Value(source.mapping),
          int64_t{source.missing_runs},
          int64_t{guards.few_leavers},
          int64_t{guards.max_leavers_percent},
          int64_t{guards.max_unit_leavers_percent},
          int64_t{guards.max_week_leavers_percent},
          int64_t{guards.max_refused_percent},
          int64_t{guards.max_rekeyed_percent},
          AttributeNames(source),
          OrNull(source.employee_number_source_id),
          OrNull(source.default_unit_id),
          source.version};
}

}  // namespace

std::vector<Source> MysqlSourceTable::Select(const std::string& where, absl::Span<const Value> values) const {
  std::vector<Source> sources;
  session_.Query(absl::StrCat("SELECT id, name, last_effective, last_sync_time, last_file_time, ", kSettings,
                              " FROM sources ", where),
                 values, [&](const Row& row) { sources.push_back(ReadSource(row)); });
  return sources;
}

std::optional<Source> MysqlSourceTable::Find(Id organisation_id, const std::string& name) const {
  const std::vector<Source> found =
      Select("WHERE organisation_id = ? AND name = CONVERT(? USING ascii)", {organisation_id, name});
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::map<Id, std::string> MysqlSourceTable::Names(Id organisation_id) const {
  std::map<Id, std::string> names;
  session_.Query("SELECT id, name FROM sources WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) { names[row.GetId(0)] = row.Text(1); });
  return names;
}

std::vector<Source> MysqlSourceTable::List(Id organisation_id) const {
  return Select("WHERE organisation_id = ? ORDER BY id", {organisation_id});
}

void MysqlSourceTable::Insert(Id organisation_id, const Source& source) {
  std::vector<Value> values = {organisation_id, source.id, source.name};
  for (Value& value : SettingsOf(source)) values.push_back(std::move(value));
  session_.Execute(absl::StrCat("INSERT INTO sources (organisation_id, id, name, ", kSettings,
                                ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                   values);
}

void MysqlSourceTable::Update(Id organisation_id, const Source& source) {
  std::vector<Value> values = SettingsOf(source);
  values.insert(values.end(), {organisation_id, source.id});
  session_.Execute(
      "UPDATE sources SET kind = ?, owner_email = ?, mapping = ?, missing_runs = ?, few_leavers = ?, "
      "max_leavers_percent = ?, max_unit_leavers_percent = ?, max_week_leavers_percent = ?, "
      "max_refused_percent = ?, max_rekeyed_percent = ?, preferred_for = ?, employee_number_source_id = ?, "
      "default_unit_id = ?, version = ? WHERE organisation_id = ? AND id = ?",
      values);
}

void MysqlSourceTable::SetLastSync(Id organisation_id, const Source& source) {
  session_.Execute(
      "UPDATE sources SET last_effective = ?, last_sync_time = ?, last_file_time = ? WHERE organisation_id = "
      "? AND id = ?",
      {source.last_effective ? Bind(*source.last_effective) : Value(nullptr), Bind(source.last_sync_time),
       Bind(source.last_file_time), organisation_id, source.id});
}

void MysqlSourceTable::ForEachRow(Id organisation_id, Id id, absl::FunctionRef<void(SourceRow)> row) const {
  Id after = kNoId;
  for (int count = kRowsPage; count == kRowsPage;) {
    count = 0;
    session_.Query(
        "SELECT engagement_id, person_id, row_hash, key_hash FROM source_rows WHERE organisation_id = ? AND "
        "source_id = ? AND engagement_id > ? ORDER BY engagement_id LIMIT ?",
        {organisation_id, id, after, int64_t{kRowsPage}}, [&](const Row& r) {
          ++count;
          after = r.GetId(0);
          row({after, r.GetId(1), r.Text(2), r.GetId(3)});
        });
  }
}

void MysqlSourceTable::PutRows(Id organisation_id, Id id, absl::Span<const SourceRow> rows) {
  std::vector<Value> values;
  values.reserve(rows.size() * 6);
  for (const SourceRow& row : rows) {
    values.insert(values.end(), {organisation_id, id, row.engagement_id, row.person_id,
                                 row.hash.empty() ? Value(nullptr) : Value(row.hash), row.key_hash});
  }
  session_.InsertRows(
      "INSERT INTO source_rows (organisation_id, source_id, engagement_id, person_id, row_hash, key_hash) "
      "VALUES",
      6, values,
      "ON DUPLICATE KEY UPDATE person_id = VALUES(person_id), row_hash = VALUES(row_hash), key_hash = "
      "VALUES(key_hash)");
}

void MysqlSourceTable::DeleteRows(Id organisation_id, Id id, absl::Span<const Id> engagement_ids) {
  session_.ExecuteIn(
      "DELETE FROM source_rows WHERE organisation_id = ? AND source_id = ? AND engagement_id IN (?*)",
      {organisation_id, id}, IdList(engagement_ids), {});
}

void MysqlSourceTable::ForgetRows(Id organisation_id, Id id,
                                  absl::FunctionRef<uint64_t(const std::string&)> key_hash) {
  Id after = kNoId;
  for (int count = kRowsPage; count == kRowsPage;) {
    std::vector<SourceRow> rows;
    session_.Query(
        "SELECT r.engagement_id, r.person_id, e.source_key FROM source_rows r LEFT JOIN engagements e ON "
        "e.organisation_id = r.organisation_id AND e.id = r.engagement_id WHERE r.organisation_id = ? AND r.source_id = "
        "? AND r.engagement_id > ? ORDER BY r.engagement_id LIMIT ?",
        {organisation_id, id, after, int64_t{kRowsPage}}, [&](const Row& row) {
          rows.push_back({row.GetId(0), row.GetId(1), "", key_hash(row.Text(2))});
        });
    PutRows(organisation_id, id, rows);
    count = static_cast<int>(rows.size());
    if (count > 0) after = rows.back().engagement_id;
  }
}

// By the engagements, since the rows have no key by person.
void MysqlSourceTable::ForgetRowsOf(Id organisation_id, absl::Span<const Id> person_ids) {
  session_.ExecuteIn(
      "UPDATE source_rows r JOIN engagements e ON e.organisation_id = r.organisation_id AND e.id = "
      "r.engagement_id AND e.source_id = r.source_id SET r.row_hash = NULL, r.person_id = e.person_id WHERE "
      "e.organisation_id = ? AND e.person_id IN (?*)",
      {organisation_id}, IdList(person_ids), {});
}

}  // namespace nanolearn::mysql
