#include "service/storage/mysql/contact_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/domain/text_encoding.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr size_t kMaxReasonCharacters = 500;

constexpr char kSelect[] =
    "SELECT c.person_id, c.language, c.unreachable_address, c.unreachable_reason, c.unreachable_time FROM "
    "person_contacts c WHERE c.organisation_id = ? AND ";

Contact ReadContact(const Row& row) {
  return {row.GetId(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4)};
}

// Of contacts `c`: at work on the day.
constexpr char kAtWork[] =
    "c.unreachable_time IS NOT NULL AND EXISTS (SELECT 1 FROM engagements e WHERE e.organisation_id = "
    "c.organisation_id AND e.person_id = c.person_id AND e.valid_from <= ? AND e.valid_to > ?";

}  // namespace

std::vector<Contact> MysqlContactTable::Find(Id organisation_id, absl::Span<const Id> person_ids) const {
  std::vector<Contact> contacts;
  session_.QueryIn(absl::StrCat(kSelect, "c.person_id IN (?*)"), {organisation_id}, IdList(person_ids), {},
                   [&](const Row& row) { contacts.push_back(ReadContact(row)); });
  return contacts;
}

void MysqlContactTable::SetLanguage(Id organisation_id, Id person_id, const std::string& language) {
  session_.Execute(
      "INSERT INTO person_contacts (organisation_id, person_id, language) VALUES (?, ?, ?) ON DUPLICATE KEY "
      "UPDATE language = VALUES(language)",
      {organisation_id, person_id, language});
}

void MysqlContactTable::SetUnreachable(Id organisation_id, Id person_id, const std::string& address,
                                       const std::string& reason, absl::Time now) {
  session_.Execute(
      "INSERT INTO person_contacts (organisation_id, person_id, unreachable_address, unreachable_reason, "
      "unreachable_time) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE unreachable_address = "
      "VALUES(unreachable_address), unreachable_reason = VALUES(unreachable_reason), unreachable_time = "
      "VALUES(unreachable_time)",
      {organisation_id, person_id, address,
       std::string(FirstCharacters(OnOneLine(reason), kMaxReasonCharacters)), Bind(now)});
}

void MysqlContactTable::SetReachable(Id organisation_id, Id person_id) {
  session_.Execute(
      "UPDATE person_contacts SET unreachable_address = '', unreachable_reason = '', unreachable_time = NULL "
      "WHERE organisation_id = ? AND person_id = ? AND unreachable_time IS NOT NULL",
      {organisation_id, person_id});
}

std::vector<Contact> MysqlContactTable::Unreachable(Id organisation_id, absl::Span<const Id> unit_ids,
                                                    Date day) const {
  std::vector<Contact> contacts;
  const auto keep = [&](const Row& row) { contacts.push_back(ReadContact(row)); };
  const std::string select = absl::StrCat(kSelect, kAtWork);
  if (unit_ids.empty()) {
    session_.Query(absl::StrCat(select, ")"), {organisation_id, Bind(day), Bind(day)}, keep);
  } else {
    session_.QueryIn(absl::StrCat(select, " AND e.unit_id IN (?*))"), {organisation_id, Bind(day), Bind(day)},
                     IdList(unit_ids), {}, keep);
  }
  // Somebody who works in two units may come in two chunks.
  KeepPage(contacts, static_cast<int>(contacts.size()), [](const Contact& c) { return c.person_id; });
  return contacts;
}

}  // namespace nanolearn::mysql
