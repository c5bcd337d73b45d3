#include "service/storage/mysql/organisation_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

// Here and in the other tables a slug is converted when it is compared, so that text that is not ASCII, and
// thus no slug, finds nothing instead of being an error.
constexpr char kSelect[] =
    "SELECT id, slug, display_name, time_zone, min_group_size, create_time, version, units_version FROM "
    "organisations ";

Organisation ReadOrganisation(const Row& row) {
  return {.id = row.GetId(0),
          .slug = row.Text(1),
          .display_name = row.Text(2),
          .time_zone = row.Text(3),
          .min_group_size = static_cast<int>(row.Int(4)),
          .create_time = row.Time(5),
          .version = row.GetId(6),
          .units_version = row.GetId(7)};
}

}  // namespace

std::optional<Organisation> MysqlOrganisationTable::Find(const std::string& slug) const {
  std::optional<Organisation> found;
  session_.Query(absl::StrCat(kSelect, "WHERE slug = CONVERT(? USING ascii)"), {slug},
                 [&](const Row& row) { found = ReadOrganisation(row); });
  return found;
}

std::optional<Organisation> MysqlOrganisationTable::Find(Id id) const {
  std::optional<Organisation> found;
  session_.Query(absl::StrCat(kSelect, "WHERE id = ?"), {id},
                 [&](const Row& row) { found = ReadOrganisation(row); });
  return found;
}

std::vector<Organisation> MysqlOrganisationTable::List(const std::string& after_slug, int limit) const {
  std::vector<Organisation> organisations;
  session_.Query(absl::StrCat(kSelect, "WHERE slug > CONVERT(? USING ascii) ORDER BY slug LIMIT ?"),
                 {after_slug, int64_t{limit}},
                 [&](const Row& row) { organisations.push_back(ReadOrganisation(row)); });
  return organisations;
}

void MysqlOrganisationTable::Insert(const Organisation& organisation) {
  session_.Execute(
      "INSERT INTO organisations (id, slug, display_name, time_zone, min_group_size, create_time, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {organisation.id, organisation.slug, organisation.display_name, organisation.time_zone,
       int64_t{organisation.min_group_size}, Bind(organisation.create_time), organisation.version});
}

void MysqlOrganisationTable::Update(const Organisation& organisation) {
  session_.Execute(
      "UPDATE organisations SET display_name = ?, time_zone = ?, min_group_size = ?, version = ? WHERE id = "
      "?",
      {organisation.display_name, organisation.time_zone, int64_t{organisation.min_group_size},
       organisation.version, organisation.id});
}

// A locking read takes no snapshot: the first plain read after it does.
void MysqlOrganisationTable::LockRoster(Id organisation_id) {
  // Written and not only locked: the nodes of a cluster do not see each other's locks, but two of them cannot
  // both write the row.
  session_.Execute("UPDATE organisations SET roster_version = roster_version + 1 WHERE id = ?",
                   {organisation_id});
}

}  // namespace nanolearn::mysql
