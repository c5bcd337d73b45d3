#include "service/storage/mysql/unit_table.h"

namespace nanolearn::mysql {
namespace {

UnitVersion ReadVersion(const Row& row) {
  return {.unit_id = row.GetId(0),
          .code = row.Text(1),
          .name = row.Text(2),
          .type = ParseUnitType(row.Text(3)).value(),  // the column holds nothing but the names of types
          .parent_id = row.GetId(4),
          .valid = {row.Day(5), row.Day(6)}};
}

}  // namespace

std::vector<UnitVersion> MysqlUnitTable::Versions(Id organisation_id) const {
  std::vector<UnitVersion> versions;
  session_.Query(
      "SELECT v.unit_id, u.code, v.name, v.type, v.parent_id, v.valid_from, v.valid_to "
      "FROM unit_versions v "
      "JOIN units u ON u.organisation_id = v.organisation_id AND u.id = v.unit_id "
      "WHERE v.organisation_id = ? ORDER BY v.unit_id, v.valid_from",
      {organisation_id}, [&](const Row& row) { versions.push_back(ReadVersion(row)); });
  return versions;
}

std::optional<Date> MysqlUnitTable::LastImport(Id organisation_id) const {
  std::optional<Date> day;
  session_.Query(
      "SELECT effective FROM unit_imports WHERE organisation_id = ? ORDER BY effective DESC LIMIT 1",
      {organisation_id}, [&](const Row& row) { day = row.Day(0); });
  return day;
}

std::optional<Date> MysqlUnitTable::NextImport(Id organisation_id, Date day) const {
  std::optional<Date> next;
  session_.Query(
      "SELECT effective FROM unit_imports WHERE organisation_id = ? AND effective > ? "
      "ORDER BY effective LIMIT 1",
      {organisation_id, Bind(day)}, [&](const Row& row) { next = row.Day(0); });
  return next;
}

void MysqlUnitTable::Apply(Id organisation_id, const UnitPlan& plan, Date effective) {
  EndVersions(organisation_id, plan.ends);
  InsertUnits(organisation_id, plan.new_units);
  InsertVersions(organisation_id, plan.versions);
  session_.Execute(
      "INSERT INTO unit_imports (organisation_id, effective) VALUES (?, ?) "
      "ON DUPLICATE KEY UPDATE effective = VALUES(effective)",
      {organisation_id, Bind(effective)});
  session_.Execute("UPDATE organisations SET units_version = units_version + 1 WHERE id = ?",
                   {organisation_id});
}

void MysqlUnitTable::EndVersions(Id organisation_id, absl::Span<const UnitPlan::End> ends) {
  for (const UnitPlan::End& end : ends) {
    session_.Execute(
        "UPDATE unit_versions SET valid_to = ? WHERE organisation_id = ? AND unit_id = ? AND valid_from = ?",
        {Bind(end.to), organisation_id, end.unit_id, Bind(end.from)});
  }
}

void MysqlUnitTable::InsertUnits(Id organisation_id, absl::Span<const UnitVersion> units) {
  std::vector<Value> values;
  for (const UnitVersion& unit : units) {
    values.insert(values.end(), {organisation_id, unit.unit_id, unit.code});
  }
  session_.InsertRows("INSERT INTO units (organisation_id, id, code) VALUES", 3, values);
}

void MysqlUnitTable::InsertVersions(Id organisation_id, absl::Span<const UnitVersion> versions) {
  std::vector<Value> values;
  for (const UnitVersion& version : versions) {
    values.insert(values.end(),
                  {organisation_id, version.unit_id, Bind(version.valid.from), Bind(version.valid.to),
                   BindOptional(version.parent_id), version.name, std::string(UnitTypeName(version.type))});
  }
  session_.InsertRows(
      "INSERT INTO unit_versions (organisation_id, unit_id, valid_from, valid_to, parent_id, name, type) "
      "VALUES",
      7, values,
      // In the place of one that never came to hold.
      "ON DUPLICATE KEY UPDATE valid_to = VALUES(valid_to), parent_id = VALUES(parent_id), "
      "name = VALUES(name), type = VALUES(type)");
}

}  // namespace nanolearn::mysql
