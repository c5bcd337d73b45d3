#include "service/storage/mysql/module_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr char kSelect[] =
    "SELECT m.id, m.slug, r.display_name, r.kind, r.minutes, r.topics, r.languages, r.revision, r.checksum, "
    "r.publish_time FROM modules m "
    "JOIN module_revisions r ON r.organisation_id = m.organisation_id AND r.module_id = m.id ";
// A module at its latest revision.
constexpr char kLatest[] =
    "r.revision = (SELECT MAX(l.revision) FROM module_revisions l "
    "WHERE l.organisation_id = m.organisation_id AND l.module_id = m.id)";

std::vector<std::string> SplitList(const std::string& text) {
  return absl::StrSplit(text, ',', absl::SkipEmpty());
}

ModuleSummary ReadSummary(const Row& row) {
  return {.id = row.GetId(0),
          .slug = row.Text(1),
          .display_name = row.Text(2),
          .kind = row.Text(3),
          .minutes = static_cast<int>(row.Int(4)),
          .topics = SplitList(row.Text(5)),
          .languages = SplitList(row.Text(6)),
          .revision = static_cast<int>(row.Int(7)),
          .checksum = row.Text(8),
          .publish_time = row.Time(9)};
}

std::optional<ModuleSummary> First(const std::vector<ModuleSummary>& modules) {
  return modules.empty() ? std::nullopt : std::optional(modules.front());
}

}  // namespace

std::vector<ModuleSummary> MysqlModuleTable::Select(const std::string& where,
                                                    absl::Span<const Value> values) const {
  std::vector<ModuleSummary> modules;
  session_.Query(absl::StrCat(kSelect, where), values,
                 [&](const Row& row) { modules.push_back(ReadSummary(row)); });
  return modules;
}

std::optional<ModuleSummary> MysqlModuleTable::Find(Id organisation_id, const std::string& slug) const {
  return First(
      Select(absl::StrCat("WHERE m.organisation_id = ? AND m.slug = CONVERT(? USING ascii) AND ", kLatest),
             {organisation_id, slug}));
}

std::vector<ModuleSummary> MysqlModuleTable::List(Id organisation_id, const std::string& after_slug,
                                                  int limit) const {
  return Select(absl::StrCat("WHERE m.organisation_id = ? AND m.slug > CONVERT(? USING ascii) AND ", kLatest,
                             " ORDER BY m.slug LIMIT ?"),
                {organisation_id, after_slug, int64_t{limit}});
}

std::vector<ModuleSummary> MysqlModuleTable::FindAll(Id organisation_id, absl::Span<const Id> ids) const {
  std::vector<ModuleSummary> modules;
  session_.QueryIn(absl::StrCat(kSelect, "WHERE m.organisation_id = ? AND m.id IN (?*) AND ", kLatest),
                   {organisation_id}, IdList(ids), {},
                   [&](const Row& row) { modules.push_back(ReadSummary(row)); });
  return modules;
}

std::map<Id, std::string> MysqlModuleTable::Slugs(Id organisation_id, absl::Span<const Id> ids) const {
  return SlugsIn(session_, "modules", organisation_id, ids);
}

std::optional<ModuleSummary> MysqlModuleTable::FindRevision(Id organisation_id, Id module_id,
                                                            int revision) const {
  return First(Select("WHERE m.organisation_id = ? AND m.id = ? AND r.revision = ?",
                      {organisation_id, module_id, int64_t{revision}}));
}

ModuleFiles MysqlModuleTable::Files(Id organisation_id, Id module_id, int revision) const {
  ModuleFiles files;
  session_.Query(
      "SELECT path, content FROM module_files WHERE organisation_id = ? AND module_id = ? AND revision = ?",
      {organisation_id, module_id, int64_t{revision}},
      [&](const Row& row) { files[row.Text(0)] = row.Text(1); });
  return files;
}

void MysqlModuleTable::InsertRevision(Id organisation_id, const ModuleSummary& summary,
                                      const ModuleFiles& files) {
  const int64_t revision = summary.revision;
  if (revision == 1) {
    session_.Execute("INSERT INTO modules (organisation_id, id, slug) VALUES (?, ?, ?)",
                     {organisation_id, summary.id, summary.slug});
  }
  session_.Execute(
      "INSERT INTO module_revisions (organisation_id, module_id, revision, display_name, kind, minutes, "
      "topics, languages, checksum, publish_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {organisation_id, summary.id, revision, summary.display_name, summary.kind, int64_t{summary.minutes},
       absl::StrJoin(summary.topics, ","), absl::StrJoin(summary.languages, ","), summary.checksum,
       Bind(summary.publish_time)});
  // One by one: together they could be more than the server takes in one statement.
  for (const auto& [path, content] : files) {
    session_.Execute(
        "INSERT INTO module_files (organisation_id, module_id, revision, path, content) "
        "VALUES (?, ?, ?, ?, ?)",
        {organisation_id, summary.id, revision, path, content});
  }
}

std::vector<ModuleEdition> MysqlModuleTable::Editions(Id organisation_id,
                                                      absl::Span<const Id> module_ids) const {
  std::vector<ModuleEdition> editions;
  session_.QueryIn(
      "SELECT module_id, start_date, revision, asks = 'ALL' FROM module_editions WHERE organisation_id = ? "
      "AND module_id IN (?*) ORDER BY module_id, start_date",
      {organisation_id}, IdList(module_ids), {}, [&](const Row& row) {
        editions.push_back({row.GetId(0), row.Day(1), static_cast<int>(row.Int(2)), row.Int(3) != 0});
      });
  return editions;
}

void MysqlModuleTable::PutEdition(Id organisation_id, const ModuleEdition& edition) {
  session_.Execute(
      "INSERT INTO module_editions (organisation_id, module_id, start_date, revision, asks) VALUES (?, ?, ?, "
      "?, ?) ON DUPLICATE KEY UPDATE revision = VALUES(revision), asks = VALUES(asks)",
      {organisation_id, edition.module_id, Bind(edition.start_date), int64_t{edition.revision},
       std::string(edition.asks_all ? "ALL" : "HOLDERS")});
}

}  // namespace nanolearn::mysql
