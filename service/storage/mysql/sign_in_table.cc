#include "service/storage/mysql/sign_in_table.h"

#include "absl/strings/str_cat.h"

namespace nanolearn::mysql {
namespace {

// So that no statement holds many rows for long.
constexpr int64_t kMostCleared = 5000;
constexpr char kOidc[] = "OIDC";

std::string WayName(SignInWay way) { return way == SignInWay::kOidc ? kOidc : "LINK"; }
SignInWay WayOf(const std::string& name) { return name == kOidc ? SignInWay::kOidc : SignInWay::kLink; }

}  // namespace

void MysqlSignInTable::InsertLink(const std::string& hash, const SignInLink& link) {
  session_.Execute(
      "INSERT INTO sign_in_links (hash, organisation_id, email, language, expire_time, is_used) VALUES (?, "
      "?, "
      "?, ?, ?, ?)",
      {hash, link.organisation_id, link.email, link.language, Bind(link.expire_time), int64_t{link.is_used}});
}

std::optional<SignInTable::SignInLink> MysqlSignInTable::SelectLink(const std::string& hash,
                                                                    absl::string_view lock) const {
  std::optional<SignInLink> found;
  session_.Query(
      absl::StrCat("SELECT organisation_id, email, language, expire_time, is_used FROM sign_in_links WHERE "
                   "hash = ?",
                   lock),
      {hash}, [&](const Row& row) {
        found = {row.GetId(0), row.Text(1), row.Text(2), row.Time(3), row.Int(4) != 0};
      });
  return found;
}

std::optional<SignInTable::SignInLink> MysqlSignInTable::FindLink(const std::string& hash) const {
  return SelectLink(hash, "");
}

std::optional<SignInTable::SignInLink> MysqlSignInTable::TakeLink(const std::string& hash, absl::Time now) {
  std::optional<SignInLink> link = SelectLink(hash, " FOR UPDATE");
  if (!link || link->is_used || now >= link->expire_time) return std::nullopt;
  session_.Execute("UPDATE sign_in_links SET is_used = TRUE WHERE hash = ?", {hash});
  link->is_used = true;
  return link;
}

void MysqlSignInTable::InsertSession(const WebSession& session, const std::string& hash) {
  session_.Execute(
      "INSERT INTO web_sessions (organisation_id, id, hash, email, language, create_time, expire_time, "
      "revoke_time, way) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {session.organisation_id, session.id, hash, session.email, session.language, Bind(session.create_time),
       Bind(session.expire_time), Bind(session.revoke_time), WayName(session.way)});
}

std::optional<WebSession> MysqlSignInTable::FindSession(const std::string& hash) const {
  std::optional<WebSession> found;
  session_.Query(
      "SELECT id, organisation_id, email, language, create_time, expire_time, revoke_time, way FROM web_sessions "
      "WHERE hash = ?",
      {hash}, [&](const Row& row) {
        found = {row.GetId(0), row.GetId(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5), row.Time(6),
                 WayOf(row.Text(7))};
      });
  return found;
}

void MysqlSignInTable::SetExpireTime(Id organisation_id, Id id, absl::Time time) {
  session_.Execute("UPDATE web_sessions SET expire_time = ? WHERE organisation_id = ? AND id = ?",
                   {Bind(time), organisation_id, id});
}

void MysqlSignInTable::SetLanguage(Id organisation_id, Id id, const std::string& language) {
  session_.Execute("UPDATE web_sessions SET language = ? WHERE organisation_id = ? AND id = ?",
                   {language, organisation_id, id});
}

void MysqlSignInTable::RevokeSession(Id organisation_id, Id id, absl::Time now) {
  session_.Execute(
      "UPDATE web_sessions SET revoke_time = ? WHERE organisation_id = ? AND id = ? AND revoke_time IS NULL",
      {Bind(now), organisation_id, id});
}

int MysqlSignInTable::RevokeSessions(Id organisation_id, SignInWay way, absl::Time now) {
  return static_cast<int>(session_.Execute(
      "UPDATE web_sessions SET revoke_time = ? WHERE organisation_id = ? AND way = ? AND revoke_time IS NULL AND expire_time > ?",
      {Bind(now), organisation_id, WayName(way), Bind(now)}));
}

int MysqlSignInTable::ClearExpired(absl::Time time) {
  uint64_t cleared = 0;
  for (const char* table : {"sign_in_links", "web_sessions"}) {
    cleared += session_.Execute(
        absl::StrCat("DELETE FROM ", table, " WHERE expire_time < ? ORDER BY expire_time LIMIT ?"),
        {Bind(time), kMostCleared});
  }
  return static_cast<int>(cleared);
}

}  // namespace nanolearn::mysql
