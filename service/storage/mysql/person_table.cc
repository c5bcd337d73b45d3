#include "service/storage/mysql/person_table.h"

#include "absl/container/flat_hash_set.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

PersonAttributes ReadAttributes(const Row& row, int first) {
  return {row.Text(first), row.Text(first + 1), row.Text(first + 2), row.Text(first + 3),
          row.Int(first + 4) != 0};
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

SqlText ListText(Id organisation_id, const PersonQuery& query) {
  SqlText text;
  text.Add(
      "SELECT DISTINCT e.person_id FROM engagements e WHERE e.organisation_id = ? AND e.person_id > ? AND "
      "e.valid_from <= ? AND e.valid_to > ?",
      {organisation_id, query.after, Bind(query.day), Bind(query.day)});
  if (query.kind) text.Add(" AND e.kind = ?", {std::string(EngagementKindName(*query.kind))});
  if (!query.text.empty()) {
    const std::string pattern = LikePattern(query.text);
    text.Add(
        " AND EXISTS (SELECT 1 FROM person_attributes t WHERE t.organisation_id = e.organisation_id AND "
        "t.person_id = e.person_id AND (CONCAT(t.given_name, ' ', t.family_name) LIKE ? ESCAPE '!' OR "
        "t.email LIKE ? ESCAPE '!'))",
        {pattern, pattern});
  }
  // That somebody is found by a unit or a name would already tell it.
  if (!query.text.empty() || !query.unit_ids.empty()) {
    text.Add(
        " AND NOT EXISTS (SELECT 1 FROM person_attributes t WHERE t.organisation_id = e.organisation_id AND "
        "t.person_id = e.person_id AND t.protected_identity)");
  }
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
  std::vector<Value> rows, identities;
  absl::flat_hash_set<Id> seen;  // a person may have several identities
  for (const PersonIdentity& person : people) {
    if (seen.insert(person.person_id).second) {
      rows.insert(rows.end(), {organisation_id, person.person_id, Bind(now)});
    }
    identities.insert(identities.end(), {organisation_id, person.hash, person.person_id});
  }
  session_.InsertRows("INSERT INTO people (organisation_id, id, create_time) VALUES", 3, rows);
  session_.InsertRows("INSERT INTO person_identities (organisation_id, hash, person_id) VALUES", 3,
                      identities);
}

std::vector<SourcePerson> MysqlPersonTable::OfSource(Id organisation_id, Id source_id) const {
  std::vector<SourcePerson> people;
  session_.Query(
      "SELECT person_id, present, given_name, family_name, email, phone, protected_identity FROM "
      "person_attributes WHERE organisation_id = ? AND source_id = ?",
      {organisation_id, source_id}, [&](const Row& row) {
        people.push_back({row.GetId(0), row.Int(1) != 0, ReadAttributes(row, 2)});
      });
  return people;
}

void MysqlPersonTable::PutOfSource(Id organisation_id, Id source_id, absl::Span<const SourcePerson> people) {
  std::vector<Value> rows;
  rows.reserve(people.size() * 9);
  for (const SourcePerson& person : people) {
    const PersonAttributes& attributes = person.attributes;
    rows.insert(rows.end(), {organisation_id, person.person_id, source_id, int64_t{person.present},
                             attributes.given_name, attributes.family_name, attributes.email,
                             attributes.phone, int64_t{attributes.protected_identity}});
  }
  session_.InsertRows(
      "INSERT INTO person_attributes (organisation_id, person_id, source_id, present, given_name, "
      "family_name, email, phone, protected_identity) VALUES",
      9, rows,
      "ON DUPLICATE KEY UPDATE present = VALUES(present), given_name = VALUES(given_name), family_name = "
      "VALUES(family_name), email = VALUES(email), phone = VALUES(phone), protected_identity = "
      "VALUES(protected_identity)");
}

std::optional<Person> MysqlPersonTable::Find(Id organisation_id, Id id) const {
  std::vector<Person> found = FindAll(organisation_id, {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Person> MysqlPersonTable::FindAll(Id organisation_id, absl::Span<const Id> ids) const {
  std::vector<Person> people;
  session_.QueryIn(
      "SELECT p.id, t.present, t.given_name, t.family_name, t.email, t.phone, t.protected_identity FROM "
      "people p LEFT JOIN person_attributes t ON t.organisation_id = p.organisation_id AND t.person_id = "
      "p.id WHERE p.organisation_id = ? AND p.id IN (?*) ORDER BY p.id, t.present DESC, t.source_id",
      {organisation_id}, IdList(ids), {}, [&](const Row& row) {
        if (people.empty() || people.back().id != row.GetId(0)) {
          people.push_back({row.GetId(0), ReadAttributes(row, 2)});
        } else if (row.Int(6) != 0) {
          // Also one that has let the person go: it never said that the danger is over.
          people.back().attributes.protected_identity = true;
        }
      });
  return people;
}

std::vector<Person> MysqlPersonTable::List(Id organisation_id, const PersonQuery& query) const {
  std::vector<Id> ids;
  QueryPage(session_, ListText(organisation_id, query), query.unit_ids, query.limit,
            [&](const Row& row) { ids.push_back(row.GetId(0)); });
  KeepPage(ids, query.limit, [](Id id) { return id; });
  std::vector<Person> people = FindAll(organisation_id, ids);
  KeepPage(people, query.limit, [](const Person& person) { return person.id; });
  return people;
}

std::vector<Id> MysqlPersonTable::Ids(Id organisation_id, Id after, int limit) const {
  std::vector<Id> ids;
  session_.Query("SELECT id FROM people WHERE organisation_id = ? AND id > ? ORDER BY id LIMIT ?",
                 {organisation_id, after, int64_t{limit}},
                 [&](const Row& row) { ids.push_back(row.GetId(0)); });
  return ids;
}

}  // namespace nanolearn::mysql
