#include "service/storage/mysql/programme_table.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kSelect[] =
    "SELECT id, slug, display_name, open_date, days_to_complete, create_time FROM programmes ";

// Without its parts.
Programme ReadProgramme(const Row& row) {
  return {.id = row.GetId(0),
          .slug = row.Text(1),
          .display_name = row.Text(2),
          .open_date = row.Day(3),
          .days_to_complete = static_cast<int>(row.Int(4)),
          .create_time = row.Time(5)};
}

// A SET column is written and read as names between commas.
std::string KindsText(absl::Span<const EngagementKind> kinds) {
  return absl::StrJoin(kinds, ",", [](std::string* text, EngagementKind kind) {
    absl::StrAppend(text, EngagementKindName(kind));
  });
}

std::vector<EngagementKind> ReadKinds(const std::string& text) {
  std::vector<EngagementKind> kinds;
  for (const absl::string_view name : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    kinds.push_back(ParseEngagementKind(name).value());  // the column holds nothing but the names of kinds
  }
  return kinds;
}

}  // namespace

std::vector<Programme> MysqlProgrammeTable::Select(const std::string& where,
                                                   absl::Span<const Value> values) const {
  std::vector<Programme> programmes;
  session_.Query(absl::StrCat(kSelect, where), values,
                 [&](const Row& row) { programmes.push_back(ReadProgramme(row)); });
  return programmes;
}

void MysqlProgrammeTable::Complete(Id organisation_id, std::vector<Programme>& programmes) const {
  std::vector<Id> ids;
  absl::flat_hash_map<Id, Programme*> by_id;
  for (Programme& programme : programmes) {
    ids.push_back(programme.id);
    by_id[programme.id] = &programme;
  }
  session_.QueryIn(
      "SELECT programme_id, module_id FROM programme_modules "
      "WHERE organisation_id = ? AND programme_id IN (?*) ORDER BY programme_id, position",
      {organisation_id}, IdList(ids), {},
      [&](const Row& row) { by_id[row.GetId(0)]->module_ids.push_back(row.GetId(1)); });
  session_.QueryIn(
      "SELECT programme_id, unit_id, kinds, requires_computer FROM programme_audience "
      "WHERE organisation_id = ? AND programme_id IN (?*) ORDER BY programme_id, position",
      {organisation_id}, IdList(ids), {}, [&](const Row& row) {
        by_id[row.GetId(0)]->audience.push_back({row.GetId(1), ReadKinds(row.Text(2)), row.Int(3) != 0});
      });
}

std::optional<Programme> MysqlProgrammeTable::Find(Id organisation_id, const std::string& slug) const {
  std::vector<Programme> found =
      Select("WHERE organisation_id = ? AND slug = CONVERT(? USING ascii)", {organisation_id, slug});
  Complete(organisation_id, found);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<Programme> MysqlProgrammeTable::List(Id organisation_id, const std::string& after_slug,
                                                 int limit) const {
  std::vector<Programme> programmes =
      Select("WHERE organisation_id = ? AND slug > CONVERT(? USING ascii) ORDER BY slug LIMIT ?",
             {organisation_id, after_slug, int64_t{limit}});
  Complete(organisation_id, programmes);
  return programmes;
}

std::vector<Programme> MysqlProgrammeTable::FindAll(Id organisation_id, absl::Span<const Id> ids) const {
  std::vector<Programme> programmes;
  session_.QueryIn(absl::StrCat(kSelect, "WHERE organisation_id = ? AND id IN (?*)"), {organisation_id},
                   IdList(ids), {}, [&](const Row& row) { programmes.push_back(ReadProgramme(row)); });
  Complete(organisation_id, programmes);
  return programmes;
}

void MysqlProgrammeTable::Insert(Id organisation_id, const Programme& programme) {
  session_.Execute(
      "INSERT INTO programmes (organisation_id, id, slug, display_name, open_date, days_to_complete, "
      "create_time) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, programme.id, programme.slug, programme.display_name, Bind(programme.open_date),
       int64_t{programme.days_to_complete}, Bind(programme.create_time)});
  InsertModules(organisation_id, programme);
  InsertAudience(organisation_id, programme);
}

void MysqlProgrammeTable::InsertModules(Id organisation_id, const Programme& programme) {
  std::vector<Value> values;
  for (int64_t i = 0; i < static_cast<int64_t>(programme.module_ids.size()); ++i) {
    values.insert(values.end(), {organisation_id, programme.id, i, programme.module_ids[i]});
  }
  session_.InsertRows(
      "INSERT INTO programme_modules (organisation_id, programme_id, position, module_id) VALUES", 4, values);
}

void MysqlProgrammeTable::InsertAudience(Id organisation_id, const Programme& programme) {
  std::vector<Value> values;
  for (int64_t i = 0; i < static_cast<int64_t>(programme.audience.size()); ++i) {
    const AudienceRule& rule = programme.audience[i];
    values.insert(values.end(), {organisation_id, programme.id, i, rule.unit_id, KindsText(rule.kinds),
                                 int64_t{rule.requires_computer}});
  }
  session_.InsertRows(
      "INSERT INTO programme_audience (organisation_id, programme_id, position, unit_id, kinds, "
      "requires_computer) VALUES",
      6, values);
}

}  // namespace nanolearn::mysql
