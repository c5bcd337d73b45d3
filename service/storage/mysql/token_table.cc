#include "service/storage/mysql/token_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

Token ReadToken(const Row& row) {
  return {.id = row.GetId(0),
          .organisation_id = row.GetId(1),
          .display_name = row.Text(2),
          .role = ParseRole(row.Text(3)).value(),  // the column holds nothing but the names of roles
          .unit_id = row.GetId(4),
          .source_id = row.GetId(5),
          .create_time = row.Time(6),
          .expire_time = row.Time(7),
          .revoke_time = row.Time(8),
          .last_use_time = row.Time(9, absl::InfinitePast())};
}

std::optional<Token> First(const std::vector<Token>& tokens) {
  return tokens.empty() ? std::nullopt : std::optional(tokens.front());
}

}  // namespace

std::vector<Token> MysqlTokenTable::Select(const std::string& where, absl::Span<const Value> values) const {
  std::vector<Token> tokens;
  session_.Query(absl::StrCat("SELECT id, organisation_id, display_name, role, unit_id, source_id, "
                              "create_time, expire_time, revoke_time, last_use_time FROM tokens ",
                              where),
                 values, [&](const Row& row) { tokens.push_back(ReadToken(row)); });
  return tokens;
}

std::optional<Token> MysqlTokenTable::FindByHash(const std::string& hash) const {
  if (std::optional<Token> token = First(Select("WHERE hash = ?", {hash}))) return token;
  std::optional<Token> token = First(Select("WHERE old_hash = ?", {hash}));
  if (!token) return token;
  session_.Query("SELECT old_expire_time FROM tokens WHERE organisation_id = ? AND id = ?",
                 {token->organisation_id, token->id}, [&](const Row& row) {
                   token->expire_time = std::min(token->expire_time, row.Time(0));
                 });
  return token;
}

std::optional<Token> MysqlTokenTable::Find(Id organisation_id, Id id) const {
  return First(Select("WHERE organisation_id = ? AND id = ?", {organisation_id, id}));
}

std::vector<Token> MysqlTokenTable::List(Id organisation_id, Id after, int limit) const {
  return Select("WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
                {organisation_id, after, int64_t{limit}});
}

bool MysqlTokenTable::HasInstallationToken() const { return !List(kNoId, kNoId, 1).empty(); }

void MysqlTokenTable::Insert(const Token& token, const std::string& hash) {
  session_.Execute(
      "INSERT INTO tokens (organisation_id, id, hash, display_name, role, unit_id, source_id, create_time, "
      "expire_time, revoke_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {token.organisation_id, token.id, hash, token.display_name, std::string(RoleName(token.role)),
       BindOptional(token.unit_id), BindOptional(token.source_id), Bind(token.create_time),
       Bind(token.expire_time), Bind(token.revoke_time)});
}

void MysqlTokenTable::SetRevokeTime(Id organisation_id, Id id, absl::Time time) {
  session_.Execute("UPDATE tokens SET revoke_time = ? WHERE organisation_id = ? AND id = ?",
                   {Bind(time), organisation_id, id});
}

void MysqlTokenTable::SetLastUseTime(Id organisation_id, Id id, absl::Time time) {
  session_.Execute("UPDATE tokens SET last_use_time = ? WHERE organisation_id = ? AND id = ?",
                   {Bind(time), organisation_id, id});
}

void MysqlTokenTable::Rotate(Id organisation_id, Id id, const std::string& hash, absl::Time old_expire_time) {
  // Assigned from left to right: the old hash is the one until now.
  session_.Execute(
      "UPDATE tokens SET old_hash = hash, old_expire_time = ?, hash = ? WHERE organisation_id = ? AND id = ?",
      {Bind(old_expire_time), hash, organisation_id, id});
}

}  // namespace nanolearn::mysql
