#include "service/storage/mysql/source_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

Source ReadSource(const Row& row) {
  Source source{.id = row.GetId(0), .name = row.Text(1)};
  if (!row.IsNull(2)) source.last_effective = row.Day(2);
  source.last_sync_time = row.Time(3, absl::InfinitePast());
  return source;
}

}  // namespace

std::vector<Source> MysqlSourceTable::Select(const std::string& where, absl::Span<const Value> values) const {
  std::vector<Source> sources;
  session_.Query(absl::StrCat("SELECT id, name, last_effective, last_sync_time FROM sources ", where), values,
                 [&](const Row& row) { sources.push_back(ReadSource(row)); });
  return sources;
}

std::optional<Source> MysqlSourceTable::Find(Id organisation_id, const std::string& name) const {
  const std::vector<Source> found =
      Select("WHERE organisation_id = ? AND name = CONVERT(? USING ascii)", {organisation_id, name});
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<Source> MysqlSourceTable::List(Id organisation_id) const {
  return Select("WHERE organisation_id = ? ORDER BY id", {organisation_id});
}

void MysqlSourceTable::Insert(Id organisation_id, const Source& source) {
  session_.Execute(
      "INSERT INTO sources (organisation_id, id, name, last_effective, last_sync_time) VALUES (?, ?, ?, ?, "
      "?)",
      {organisation_id, source.id, source.name,
       source.last_effective ? Bind(*source.last_effective) : Value(nullptr), Bind(source.last_sync_time)});
}

void MysqlSourceTable::SetLastSync(Id organisation_id, Id id, Date effective, absl::Time time) {
  session_.Execute(
      "UPDATE sources SET last_effective = ?, last_sync_time = ? WHERE organisation_id = ? AND id = ?",
      {Bind(effective), Bind(time), organisation_id, id});
}

}  // namespace nanolearn::mysql
