#include "service/storage/mysql/person_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/protected_people.h"
#include "service/storage/mysql/source_table.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr int kIdentitiesTogether = 20000;

// Without memory of its own: there may be a million.
using IdentityHash = std::array<char, 32>;

IdentityHash ToIdentityHash(const std::string& bytes) {
  IdentityHash hash{};
  bytes.copy(hash.data(), hash.size());
  return hash;
}

constexpr char kAttributeColumns[] =
    "id, person_id, source_id, is_current, valid_from, valid_to, given_name, family_name, email, phone, "
    "protected_identity";

AttributeVersion ReadAttributeVersion(const Row& row) {
  return {.id = row.GetId(0),
          .person_id = row.GetId(1),
          .source_id = row.GetId(2),
          .attributes = {row.Text(6), row.Text(7), row.Text(8), row.Text(9), row.Int(10) != 0},
          .valid = {row.Day(4), row.Day(5)},
          .is_current = row.Int(3) != 0};
}

// Finds `text` anywhere. The escape character is ours and not the backslash, whose meaning depends on the
// session's mode.
std::string LikePattern(absl::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

// Inserts rows some at a time, so that many take little memory.
class RowInserter {
 public:
  RowInserter(Session& session, std::string head, int columns)
      : session_(session), head_(std::move(head)), columns_(columns) {}

  void Add(std::initializer_list<Value> row) {
    values_.insert(values_.end(), row);
    if (values_.size() >= kValuesTogether) Flush();
  }
  void Flush() {
    session_.InsertRows(head_, columns_, values_);
    values_.clear();
  }

 private:
  static constexpr size_t kValuesTogether = 3 * 4096;

  Session& session_;
  const std::string head_;
  const int columns_;
  std::vector<Value> values_;
};

SqlText ListText(Id organisation_id, const PersonQuery& query) {
  SqlText text;
  text.Add(
      "SELECT DISTINCT e.person_id FROM engagements e WHERE e.organisation_id = ? AND e.person_id > ? AND "
      "e.valid_from <= ? AND e.valid_to > ? AND NOT EXISTS (SELECT 1 FROM people p WHERE p.organisation_id = "
      "e.organisation_id AND p.id = e.person_id AND p.erase_time IS NOT NULL)",
      {organisation_id, query.after, Bind(query.day), Bind(query.day)});
  if (query.kind) text.Add(" AND e.kind = ?", {std::string(EngagementKindName(*query.kind))});
  if (!query.text.empty()) {
    const std::string pattern = LikePattern(query.text);
    text.Add(
        " AND EXISTS (SELECT 1 FROM attribute_versions t WHERE t.organisation_id = e.organisation_id AND "
        "t.person_id = e.person_id AND t.valid_from <= ? AND t.valid_to > ? AND (CONCAT(t.given_name, ' ', "
        "t.family_name) LIKE ? ESCAPE '!' OR t.email LIKE ? ESCAPE '!'))",
        {Bind(query.day), Bind(query.day), pattern, pattern});
  }
  // That somebody is found by a unit or a name would already tell it.
  if (!query.text.empty() || !query.unit_ids.empty()) text.Add(absl::StrCat(" AND ", NotProtected("e")));
  if (!query.unit_ids.empty()) text.Add(" AND e.unit_id IN (?*)");
  text.Add(" ORDER BY e.person_id");
  return text;
}

}  // namespace

absl::flat_hash_map<std::string, Id> MysqlPersonTable::FindByIdentity(
    Id organisation_id, absl::Span<const std::string> hashes) const {
  absl::flat_hash_map<std::string, Id> known;
  session_.QueryIn("SELECT hash, person_id FROM person_identities WHERE organisation_id = ? AND hash IN (?*)",
                   {organisation_id}, std::vector<Value>(hashes.begin(), hashes.end()), {},
                   [&](const Row& row) { known[row.Text(0)] = row.GetId(1); });
  return known;
}

void MysqlPersonTable::Insert(Id organisation_id, absl::Span<const PersonIdentity> people, absl::Time now) {
  // Both tables in the order of their keys, which is quicker for many.
  std::vector<Id> ids;  // a person may have several identities
  std::vector<const PersonIdentity*> identities;
  for (const PersonIdentity& person : people) {
    ids.push_back(person.person_id);
    identities.push_back(&person);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::sort(identities.begin(), identities.end(),
            [](const auto* a, const auto* b) { return a->hash < b->hash; });
  RowInserter rows(session_, "INSERT INTO people (organisation_id, id, create_time) VALUES", 3);
  for (const Id id : ids) rows.Add({organisation_id, id, Bind(now)});
  rows.Flush();
  RowInserter hashes(session_, "INSERT INTO person_identities (organisation_id, hash, person_id) VALUES", 3);
  for (const PersonIdentity* identity : identities) {
    hashes.Add({organisation_id, identity->hash, identity->person_id});
  }
  hashes.Flush();
}

// The hash is part of the key: all rows go and come again, in the order of the new hashes.
void MysqlPersonTable::ReplaceIdentities(Id organisation_id,
                                         absl::FunctionRef<std::string(const std::string&)> hash) {
  std::vector<std::pair<IdentityHash, Id>> replaced;
  std::string after;
  for (bool may_be_more = true; may_be_more;) {
    const size_t before = replaced.size();
    session_.Query(
        "SELECT hash, person_id FROM person_identities WHERE organisation_id = ? AND hash > ? ORDER BY hash "
        "LIMIT ?",
        {organisation_id, after, int64_t{kIdentitiesTogether}}, [&](const Row& row) {
          after = row.Text(0);
          replaced.emplace_back(ToIdentityHash(hash(after)), row.GetId(1));
        });
    may_be_more = replaced.size() - before == static_cast<size_t>(kIdentitiesTogether);
  }
  session_.Execute("DELETE FROM person_identities WHERE organisation_id = ?", {organisation_id});
  std::sort(replaced.begin(), replaced.end());
  RowInserter rows(session_, "INSERT INTO person_identities (organisation_id, hash, person_id) VALUES", 3);
  for (const auto& [hash_now, person_id] : replaced) {
    rows.Add({organisation_id, std::string(hash_now.begin(), hash_now.end()), person_id});
  }
  rows.Flush();
}

bool MysqlPersonTable::HasIdentities(Id organisation_id) const {
  bool has = false;
  session_.Query("SELECT 1 FROM person_identities WHERE organisation_id = ? LIMIT 1", {organisation_id},
                 [&](const Row&) { has = true; });
  return has;
}

std::vector<AttributeVersion> MysqlPersonTable::SelectAttributes(absl::string_view where,
                                                                 absl::Span<const Value> before,
                                                                 absl::Span<const Value> list) const {
  std::vector<AttributeVersion> versions;
  session_.QueryIn(absl::StrCat("SELECT ", kAttributeColumns, " FROM attribute_versions WHERE ", where),
                   before, list, {}, [&](const Row& row) { versions.push_back(ReadAttributeVersion(row)); });
  return versions;
}

std::vector<AttributeVersion> MysqlPersonTable::CurrentAttributes(Id organisation_id, Id source_id,
                                                                  absl::Span<const Id> person_ids) const {
  return SelectAttributes("organisation_id = ? AND source_id = ? AND person_id IN (?*) AND is_current = TRUE",
                          {organisation_id, source_id}, IdList(person_ids));
}

std::vector<AttributeVersion> MysqlPersonTable::AllAttributes(Id organisation_id,
                                                              absl::Span<const Id> person_ids) const {
  std::vector<AttributeVersion> versions =
      SelectAttributes("organisation_id = ? AND person_id IN (?*)", {organisation_id}, IdList(person_ids));
  std::sort(versions.begin(), versions.end(), [](const AttributeVersion& a, const AttributeVersion& b) {
    return std::tie(a.person_id, a.valid.from, a.id) < std::tie(b.person_id, b.valid.from, b.id);
  });
  return versions;
}

std::vector<AttributeVersion> MysqlPersonTable::OfSourceWithin(Id organisation_id, Id source_id,
                                                               const DateRange& days) const {
  std::vector<AttributeVersion> versions;
  session_.Query(
      absl::StrCat("SELECT ", kAttributeColumns,
                   " FROM attribute_versions WHERE organisation_id = ? AND source_id = ? AND valid_from < "
                   "valid_to AND valid_from < ? AND valid_to > ? ORDER BY id"),
      {organisation_id, source_id, Bind(days.to), Bind(days.from)},
      [&](const Row& row) { versions.push_back(ReadAttributeVersion(row)); });
  return versions;
}

std::vector<AttributeVersion> MysqlPersonTable::AttributesByIds(Id organisation_id,
                                                                absl::Span<const Id> ids) const {
  return SelectAttributes("organisation_id = ? AND id IN (?*)", {organisation_id}, IdList(ids));
}

std::vector<AttributeVersion> MysqlPersonTable::CurrentByEmail(Id organisation_id,
                                                               absl::Span<const std::string> emails) const {
  return SelectAttributes("organisation_id = ? AND email IN (?*) AND is_current = TRUE", {organisation_id},
                          std::vector<Value>(emails.begin(), emails.end()));
}

void MysqlPersonTable::InsertAttributes(Id organisation_id, absl::Span<const AttributeVersion> versions) {
  std::vector<Value> rows;
  rows.reserve(versions.size() * 12);
  for (const AttributeVersion& version : versions) {
    const PersonAttributes& attributes = version.attributes;
    rows.insert(rows.end(), {organisation_id, version.id, version.person_id, version.source_id,
                             int64_t{version.is_current}, Bind(version.valid.from), Bind(version.valid.to),
                             attributes.given_name, attributes.family_name, attributes.email,
                             attributes.phone, int64_t{attributes.protected_identity}});
  }
  session_.InsertRows(
      absl::StrCat("INSERT INTO attribute_versions (organisation_id, ", kAttributeColumns, ") VALUES"), 12,
      rows);
}

void MysqlPersonTable::EndAttributes(Id organisation_id, absl::Span<const StaffPlan::End> ends) {
  std::map<Date, std::vector<Id>> by_day;
  for (const StaffPlan::End& end : ends) by_day[end.to].push_back(end.id);
  for (const auto& [day, ids] : by_day) {
    session_.ExecuteIn(
        "UPDATE attribute_versions SET is_current = FALSE, valid_to = ? WHERE organisation_id = ? AND id IN "
        "(?*)",
        {Bind(day), organisation_id}, IdList(ids), {});
  }
}

void MysqlPersonTable::VoidAttributes(Id organisation_id, absl::Span<const Id> ids) {
  session_.ExecuteIn(
      "UPDATE attribute_versions SET is_current = FALSE, valid_to = valid_from WHERE organisation_id = ? AND "
      "id IN (?*)",
      {organisation_id}, IdList(ids), {});
}

void MysqlPersonTable::RestoreAttributes(Id organisation_id, absl::Span<const EndedVersion> versions) {
  std::map<std::pair<Date, bool>, std::vector<Id>> alike;
  for (const EndedVersion& version : versions) {
    alike[{version.valid_to, version.is_current}].push_back(version.id);
  }
  for (const auto& [state, ids] : alike) {
    session_.ExecuteIn(
        "UPDATE attribute_versions SET valid_to = ?, is_current = ? WHERE organisation_id = ? AND id IN (?*)",
        {Bind(state.first), int64_t{state.second}, organisation_id}, IdList(ids), {});
  }
}

std::optional<Person> MysqlPersonTable::Find(Id organisation_id, Id id, Date day) const {
  std::vector<Person> found = FindAll(organisation_id, {id}, day);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Person> MysqlPersonTable::FindAll(Id organisation_id, absl::Span<const Id> ids, Date day) const {
  std::vector<Person> people;
  session_.QueryIn("SELECT id, erase_time FROM people WHERE organisation_id = ? AND id IN (?*)",
                   {organisation_id}, IdList(ids), {}, [&](const Row& row) {
                     people.push_back({row.GetId(0), {}, row.Time(1)});
                   });
  KeepPage(people, static_cast<int>(people.size()), [](const Person& person) { return person.id; });
  const std::vector<AttributeVersion> versions = AllAttributes(organisation_id, ids);
  const std::vector<Source> sources = MysqlSourceTable(session_).List(organisation_id);
  size_t first = 0;
  for (Person& person : people) {
    size_t last = first;
    while (last < versions.size() && versions[last].person_id == person.id) ++last;
    person.attributes =
        ChooseAttributes(absl::MakeConstSpan(versions).subspan(first, last - first), sources, day);
    first = last;
  }
  return people;
}

std::vector<Person> MysqlPersonTable::List(Id organisation_id, const PersonQuery& query) const {
  std::vector<Id> ids;
  QueryPage(session_, ListText(organisation_id, query), query.unit_ids, query.limit,
            [&](const Row& row) { ids.push_back(row.GetId(0)); });
  KeepPage(ids, query.limit, [](Id id) { return id; });
  std::vector<Person> people = FindAll(organisation_id, ids, query.day);
  return people;
}

std::vector<Id> MysqlPersonTable::Ids(Id organisation_id, Id after, int limit) const {
  std::vector<Id> ids;
  session_.Query("SELECT id FROM people WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
                 {organisation_id, after, int64_t{limit}},
                 [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

std::vector<Id> MysqlPersonTable::ProtectedIds(Id organisation_id) const {
  std::vector<Id> ids;
  session_.Query(
      absl::StrCat("SELECT DISTINCT v.person_id FROM attribute_versions v WHERE v.organisation_id = ? "
                   "AND v.protected_identity AND NOT (",
                   NotProtected("v"), ")"),
      {organisation_id}, [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

}  // namespace nanolearn::mysql
