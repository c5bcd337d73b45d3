#include "service/storage/mysql/link_table.h"

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// So that no statement holds many rows for long.
constexpr int64_t kMostCleared = 5000;

// No link outlives its root.
constexpr char kSelect[] =
    "SELECT link.organisation_id, link.number, link.root, link.assignment_id, link.purpose, link.create_time, "
    "LEAST(link.expire_time, root.expire_time), COALESCE(link.revoke_time, root.revoke_time) "
    "FROM learner_links link JOIN learner_links root ON root.number = link.root WHERE ";

LearnerLink ReadLink(const Row& row) {
  return {.organisation_id = row.GetId(0),
          .number = row.GetId(1),
          .root = row.GetId(2),
          .assignment_id = row.GetId(3),
          .purpose = ParseLinkPurpose(row.Text(4)).value(),  // the column holds nothing but these names
          .create_time = row.Time(5),
          .expire_time = row.Time(6),
          .revoke_time = row.Time(7)};
}

// In the order of the enum.
constexpr const char* kWants[] = {"LESSONS", "SIGN_IN"};

LinkRequest ReadRequest(const Row& row) {
  return {.id = row.GetId(0),
          .wants = row.Text(1) == kWants[1] ? LinkRequest::Wants::kSignIn : LinkRequest::Wants::kLessons,
          .email = row.Text(2),
          .language = row.Text(3),
          .create_time = row.Time(4)};
}

}  // namespace

std::optional<LearnerLink> MysqlLinkTable::Find(uint64_t number) const {
  std::optional<LearnerLink> found;
  session_.Query(absl::StrCat(kSelect, "link.number = ?"), {number},
                 [&](const Row& row) { found = ReadLink(row); });
  return found;
}

std::vector<LearnerLink> MysqlLinkTable::ValidUntil(Id organisation_id, LinkPurpose purpose,
                                                    absl::Span<const Id> assignment_ids,
                                                    absl::Time until) const {
  absl::flat_hash_map<Id, LearnerLink> longest;
  session_.QueryIn(absl::StrCat(kSelect,
                                "link.organisation_id = ? AND link.root = link.number AND link.purpose = ? AND "
                                "link.expire_time > ? AND link.revoke_time IS NULL AND link.assignment_id IN "
                                "(?*)"),
                   {organisation_id, std::string(LinkPurposeName(purpose)), Bind(until)},
                   IdList(assignment_ids), {},
                   [&](const Row& row) {
                     const LearnerLink link = ReadLink(row);
                     const auto [known, is_new] = longest.try_emplace(link.assignment_id, link);
                     if (!is_new && link.expire_time > known->second.expire_time) known->second = link;
                   });
  std::vector<LearnerLink> links;
  for (const auto& [assignment, link] : longest) links.push_back(link);
  return links;
}

std::vector<LearnerLink> MysqlLinkTable::OfAssignments(Id organisation_id,
                                                       absl::Span<const Id> assignment_ids) const {
  std::vector<LearnerLink> links;
  session_.QueryIn(absl::StrCat(kSelect, "link.organisation_id = ? AND link.assignment_id IN (?*)"),
                   {organisation_id}, IdList(assignment_ids), {},
                   [&](const Row& row) { links.push_back(ReadLink(row)); });
  std::sort(links.begin(), links.end(), [](const LearnerLink& a, const LearnerLink& b) {
    return std::tie(a.create_time, a.number) > std::tie(b.create_time, b.number);
  });
  return links;
}

void MysqlLinkTable::Insert(absl::Span<const LearnerLink> links) {
  std::vector<Value> values;
  values.reserve(links.size() * 8);
  for (const LearnerLink& link : links) {
    values.insert(values.end(), {link.organisation_id, link.number, link.root, link.assignment_id,
                                 std::string(LinkPurposeName(link.purpose)), Bind(link.create_time),
                                 Bind(link.expire_time), Bind(link.revoke_time)});
  }
  session_.InsertRows(
      "INSERT INTO learner_links (organisation_id, number, root, assignment_id, purpose, create_time, "
      "expire_time, revoke_time) VALUES",
      8, values);
}

std::vector<uint64_t> MysqlLinkTable::Roots(Id organisation_id, absl::Span<const uint64_t> numbers) const {
  absl::flat_hash_set<uint64_t> roots;
  session_.QueryIn("SELECT root FROM learner_links WHERE organisation_id = ? AND number IN (?*)",
                   {organisation_id}, IdList(numbers), {},
                   [&](const Row& row) { roots.insert(row.GetId(0)); });
  return {roots.begin(), roots.end()};
}

int MysqlLinkTable::Revoke(Id organisation_id, absl::Span<const uint64_t> numbers, absl::Time now) {
  return static_cast<int>(session_.ExecuteIn(
      "UPDATE learner_links SET revoke_time = ? WHERE organisation_id = ? AND revoke_time IS NULL AND number "
      "IN (?*)",
      {Bind(now), organisation_id}, IdList(numbers), {}));
}

void MysqlLinkTable::SetExpireTime(const LearnerLink& link, absl::Time time) {
  session_.Execute("UPDATE learner_links SET expire_time = ? WHERE organisation_id = ? AND number = ?",
                   {Bind(time), link.organisation_id, link.number});
}

bool MysqlLinkTable::InsertScreenCode(const std::string& hash, const ScreenCode& code,
                                      absl::Time expire_time) {
  session_.Execute(
      "INSERT INTO screen_codes (hash, organisation_id, assignment_id, root, expire_time) VALUES (?, ?, ?, ?, ?) "
      "ON DUPLICATE KEY UPDATE hash = hash",
      {hash, code.organisation_id, code.assignment_id, code.root, Bind(expire_time)});
  // The count of an INSERT does not tell a new row from one that was there.
  bool is_ours = false;
  session_.Query(
      "SELECT COUNT(*) FROM screen_codes WHERE hash = ? AND organisation_id = ? AND assignment_id = ? AND "
      "expire_time = ?",
      {hash, code.organisation_id, code.assignment_id, Bind(expire_time)},
      [&](const Row& row) { is_ours = row.Int(0) > 0; });
  return is_ours;
}

std::optional<LinkTable::ScreenCode> MysqlLinkTable::SelectScreenCode(const std::string& hash, absl::Time now,
                                                                      absl::string_view lock) const {
  std::optional<ScreenCode> found;
  session_.Query(
      absl::StrCat(
          "SELECT organisation_id, assignment_id, root FROM screen_codes WHERE hash = ? AND expire_time > ?",
          lock),
      {hash, Bind(now)}, [&](const Row& row) {
        found = {row.GetId(0), row.GetId(1), row.GetId(2)};
      });
  return found;
}

std::optional<LinkTable::ScreenCode> MysqlLinkTable::FindScreenCode(const std::string& hash,
                                                                    absl::Time now) const {
  return SelectScreenCode(hash, now, "");
}

std::optional<LinkTable::ScreenCode> MysqlLinkTable::TakeScreenCode(const std::string& hash, absl::Time now) {
  const std::optional<ScreenCode> found = SelectScreenCode(hash, now, " FOR UPDATE");
  if (found) session_.Execute("DELETE FROM screen_codes WHERE hash = ?", {hash});
  return found;
}

void MysqlLinkTable::InsertRequest(const LinkRequest& request) {
  session_.Execute(
      "INSERT INTO link_requests (id, wants, email, language, create_time) VALUES (?, ?, ?, ?, ?)",
      {request.id, std::string(kWants[static_cast<int>(request.wants)]), request.email, request.language,
       Bind(request.create_time)});
}

int MysqlLinkTable::CountRequests() const {
  int count = 0;
  session_.Query("SELECT COUNT(*) FROM link_requests", {},
                 [&](const Row& row) { count = static_cast<int>(row.Int(0)); });
  return count;
}

std::vector<LinkRequest> MysqlLinkTable::TakeRequests(int limit) {
  std::vector<LinkRequest> requests;
  std::vector<Id> ids;
  session_.Query(
      "SELECT id, wants, email, language, create_time FROM link_requests ORDER BY id LIMIT ? FOR UPDATE",
      {int64_t{limit}}, [&](const Row& row) {
        requests.push_back(ReadRequest(row));
        ids.push_back(requests.back().id);
      });
  session_.ExecuteIn("DELETE FROM link_requests WHERE id IN (?*)", {}, IdList(ids), {});
  return requests;
}

int MysqlLinkTable::ClearExpired(absl::Time time) {
  uint64_t cleared = 0;
  for (const char* table : {"screen_codes", "learner_links"}) {
    cleared += session_.Execute(
        absl::StrCat("DELETE FROM ", table, " WHERE expire_time < ? ORDER BY expire_time LIMIT ?"),
        {Bind(time), kMostCleared});
  }
  return static_cast<int>(cleared);
}

}  // namespace nanolearn::mysql
