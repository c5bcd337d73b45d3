#include "service/storage/mysql/grant_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

AccessGrant ReadGrant(const Row& row) {
  return {.id = row.GetId(0),
          .organisation_id = row.GetId(1),
          .email = row.Text(2),
          .role = ParseRole(row.Text(3)).value(),  // the column holds nothing but the names of roles
          .unit_id = row.GetId(4),
          .create_time = row.Time(5),
          .created_by = row.Text(6),
          .expire_time = row.Time(7),
          .revoke_time = row.Time(8)};
}

}  // namespace

std::vector<AccessGrant> MysqlGrantTable::Select(const std::string& where,
                                                 absl::Span<const Value> values) const {
  std::vector<AccessGrant> grants;
  session_.Query(absl::StrCat("SELECT id, organisation_id, email, role, unit_id, create_time, created_by, "
                              "expire_time, revoke_time FROM access_grants WHERE organisation_id = ? AND ",
                              where),
                 values, [&](const Row& row) { grants.push_back(ReadGrant(row)); });
  return grants;
}

void MysqlGrantTable::Insert(const AccessGrant& grant) {
  session_.Execute(
      "INSERT INTO access_grants (organisation_id, id, email, role, unit_id, create_time, created_by, "
      "expire_time, revoke_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {grant.organisation_id, grant.id, grant.email, std::string(RoleName(grant.role)),
       BindOptional(grant.unit_id), Bind(grant.create_time), grant.created_by, Bind(grant.expire_time),
       Bind(grant.revoke_time)});
}

std::optional<AccessGrant> MysqlGrantTable::Find(Id organisation_id, Id id) const {
  const std::vector<AccessGrant> found = Select("id = ?", {organisation_id, id});
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<AccessGrant> MysqlGrantTable::List(Id organisation_id, Id after, int limit) const {
  return Select("id > ? ORDER BY id LIMIT ?", {organisation_id, after, int64_t{limit}});
}

std::vector<AccessGrant> MysqlGrantTable::OfEmail(Id organisation_id, const std::string& email) const {
  return Select("email = ? ORDER BY id", {organisation_id, email});
}

void MysqlGrantTable::SetRevokeTime(Id organisation_id, Id id, absl::Time time) {
  session_.Execute("UPDATE access_grants SET revoke_time = ? WHERE organisation_id = ? AND id = ?",
                   {Bind(time), organisation_id, id});
}

}  // namespace nanolearn::mysql
