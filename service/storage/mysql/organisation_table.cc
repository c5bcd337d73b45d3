#include "service/storage/mysql/organisation_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace nanolearn::mysql {
namespace {

// Here and in the other tables a slug is converted when it is compared, so that text that is not ASCII, and
// thus no slug, finds nothing instead of being an error.
constexpr char kSelect[] =
    "SELECT id, slug, display_name, time_zone, min_group_size, language, contact_email, mail_from_minute, "
    "mail_to_minute, mail_weekends, digest_weekday, audit_recipients, create_time, version, units_version "
    "FROM organisations ";

Organisation ReadOrganisation(const Row& row) {
  return {.id = row.GetId(0),
          .slug = row.Text(1),
          .display_name = row.Text(2),
          .time_zone = row.Text(3),
          .min_group_size = static_cast<int>(row.Int(4)),
          .language = row.Text(5),
          .contact_email = row.Text(6),
          .mail_hours = {static_cast<int>(row.Int(7)), static_cast<int>(row.Int(8)), row.Int(9) != 0},
          .digest_weekday = static_cast<int>(row.Int(10)),
          .audit_recipients = absl::StrSplit(row.Text(11), '\n', absl::SkipEmpty()),
          .create_time = row.Time(12),
          .version = row.GetId(13),
          .units_version = row.GetId(14)};
}

// The columns that may change, in the order of kChangingColumns.
std::vector<Value> ChangingValues(const Organisation& o) {
  return {o.display_name,
          o.time_zone,
          int64_t{o.min_group_size},
          o.language,
          o.contact_email,
          int64_t{o.mail_hours.from_minute},
          int64_t{o.mail_hours.to_minute},
          int64_t{o.mail_hours.weekends},
          int64_t{o.digest_weekday},
          absl::StrJoin(o.audit_recipients, "\n"),
          o.version};
}

constexpr char kChangingColumns[] =
    "display_name = ?, time_zone = ?, min_group_size = ?, language = ?, contact_email = ?, mail_from_minute "
    "= "
    "?, mail_to_minute = ?, mail_weekends = ?, digest_weekday = ?, audit_recipients = ?, version = ?";

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
  int64_t layers = 1;
  // Not within the INSERT, which would wait for a rotation to let go of the key that is in use.
  session_.Query("SELECT COALESCE(MAX(number), 1) FROM identity_keys", {}, [&](const Row& row) { layers = row.Int(0); });
  std::vector<Value> values = {organisation.id, organisation.slug, Bind(organisation.create_time), layers};
  for (Value& value : ChangingValues(organisation)) values.push_back(std::move(value));
  session_.Execute(absl::StrCat("INSERT INTO organisations SET id = ?, slug = ?, create_time = ?, identity_layers = ?, ",
                                kChangingColumns),
                   values);
}

void MysqlOrganisationTable::Update(const Organisation& organisation) {
  std::vector<Value> values = ChangingValues(organisation);
  values.push_back(organisation.id);
  session_.Execute(absl::StrCat("UPDATE organisations SET ", kChangingColumns, " WHERE id = ?"), values);
}

// A locking read takes no snapshot: the first plain read after it does.
void MysqlOrganisationTable::LockRoster(Id organisation_id) {
  // Written and not only locked: the nodes of a cluster do not see each other's locks, but two of them cannot
  // both write the row.
  session_.Execute(
      "INSERT INTO rosters (organisation_id, version) VALUES (?, 1) ON DUPLICATE KEY UPDATE version = "
      "version + 1",
      {organisation_id});
}

int MysqlOrganisationTable::IdentityLayers(Id organisation_id) const {
  int layers = 1;
  session_.Query("SELECT identity_layers FROM organisations WHERE id = ?", {organisation_id},
                 [&](const Row& row) { layers = static_cast<int>(row.Int(0)); });
  return layers;
}

void MysqlOrganisationTable::SetIdentityLayers(Id organisation_id, int layers) {
  session_.Execute("UPDATE organisations SET identity_layers = ? WHERE id = ?",
                   {int64_t{layers}, organisation_id});
}

std::vector<Id> MysqlOrganisationTable::WithFewerLayers(int layers) const {
  std::vector<Id> ids;
  session_.Query("SELECT id FROM organisations WHERE identity_layers < ?", {int64_t{layers}},
                 [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

}  // namespace nanolearn::mysql
