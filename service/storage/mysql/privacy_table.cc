#include "service/storage/mysql/privacy_table.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/directory_table.h"
#include "service/storage/mysql/erasure.h"
#include "service/storage/mysql/person_traces.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

// People by themselves without an engagement that ends after the day; parameters: organisation, day.
constexpr char kHasLeft[] =
    "p.organisation_id = ? AND p.erase_time IS NULL AND NOT EXISTS (SELECT 1 FROM person_merges m WHERE m.organisation_id = "
    "p.organisation_id AND m.merged_person_id = p.id AND m.undo_time IS NULL) AND NOT EXISTS (SELECT 1 FROM engagements e WHERE "
    "e.organisation_id = p.organisation_id AND e.person_id = p.id AND e.valid_from < e.valid_to AND e.valid_to > ?)";

// Of whom nothing ever held on a day, the day they became known; the parameter is the day.
constexpr char kHasNeverBeen[] =
    " AND (DATE(p.create_time) <= ? OR EXISTS (SELECT 1 FROM engagements e WHERE e.organisation_id = p.organisation_id AND "
    "e.person_id = p.id AND e.valid_from < e.valid_to))";

std::vector<Value> Texts(absl::Span<const std::string> texts) { return {texts.begin(), texts.end()}; }

PrivacyTable::SentMail ReadMail(const Row& row) {
  return {.mail = {.id = row.GetId(0),
                   .about = row.Text(1),
                   .recipient = row.Text(2),
                   .subject = row.Text(3),
                   .text = row.Text(4),
                   .create_time = row.Time(5),
                   .kind = ParseMailKind(row.Text(6)).value_or(MailKind::kNotice)},
          .state = ParseMailState(row.Text(7)).value_or(MailState::kSent),
          .end_time = row.Time(8)};
}

constexpr char kSelectMails[] =
    "SELECT id, about, recipient, subject, text_body, create_time, kind, state, end_time FROM mails WHERE organisation_id = ? AND ";

}  // namespace

PersonTraces MysqlPrivacyTable::Traces(Id organisation_id, absl::Span<const Id> people) const {
  return ReadTraces(session_, organisation_id, people);
}

std::vector<ErasureCount> MysqlPrivacyTable::CountErasable(Id organisation_id, const PersonTraces& traces) const {
  return mysql::CountErasable(session_, organisation_id, traces);
}

std::vector<ErasureCount> MysqlPrivacyTable::Erase(Id organisation_id, const PersonTraces& traces, absl::Time now) {
  return mysql::Erase(session_, organisation_id, traces, now);
}

std::vector<Id> MysqlPrivacyTable::Erased(Id organisation_id, absl::Span<const Id> people) const {
  std::vector<Id> erased;
  session_.QueryIn("SELECT id FROM people WHERE organisation_id = ? AND id IN (?*) AND erase_time IS NOT NULL",
                   {organisation_id}, IdList(people), {}, [&](const Row& row) { erased.push_back(row.GetId(0)); });
  return erased;
}

RetentionRule MysqlPrivacyTable::Rule(Id organisation_id) const {
  RetentionRule rule;
  session_.Query("SELECT months_after_leaving, valid_from FROM retention_rules WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) {
                   rule = {static_cast<int>(row.Int(0)), row.Day(1)};
                 });
  return rule;
}

void MysqlPrivacyTable::SetRule(Id organisation_id, const RetentionRule& rule) {
  session_.Execute(
      "INSERT INTO retention_rules (organisation_id, months_after_leaving, valid_from) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE "
      "months_after_leaving = VALUES(months_after_leaving), valid_from = VALUES(valid_from)",
      {organisation_id, int64_t{rule.months_after_leaving}, Bind(rule.valid_from)});
}

std::vector<FormerPerson> MysqlPrivacyTable::LeftBy(Id organisation_id, Date day, Id after, int limit) const {
  std::vector<FormerPerson> people;
  session_.Query(
      absl::StrCat("SELECT p.id, COALESCE((SELECT MAX(e.valid_to) FROM engagements e WHERE e.organisation_id = p.organisation_id "
                   "AND e.person_id = p.id AND e.valid_from < e.valid_to), DATE(p.create_time)) FROM people p WHERE ",
                   kHasLeft, kHasNeverBeen, " AND p.id > ? ORDER BY p.id LIMIT ?"),
      {organisation_id, Bind(day), Bind(day), after, int64_t{limit}}, [&](const Row& row) {
        people.push_back({row.GetId(0), row.Day(1)});
      });
  return people;
}

int64_t MysqlPrivacyTable::CountLeftBy(Id organisation_id, Date day) const {
  int64_t count = 0;
  session_.Query(absl::StrCat("SELECT COUNT(*) FROM people p WHERE ", kHasLeft, kHasNeverBeen),
                 {organisation_id, Bind(day), Bind(day)}, [&](const Row& row) { count = row.Int(0); });
  return count;
}

std::vector<PrivacyTable::SentMail> MysqlPrivacyTable::Mails(Id organisation_id, const PersonTraces& traces) const {
  std::vector<SentMail> mails;
  const auto add = [&](const Row& row) { mails.push_back(ReadMail(row)); };
  session_.QueryIn(absl::StrCat(kSelectMails, "person_id IN (?*)"), {organisation_id}, IdList(traces.people), {}, add);
  session_.QueryIn(absl::StrCat(kSelectMails, "person_id IS NULL AND recipient IN (?*)"), {organisation_id},
                   Texts(traces.addresses), {}, add);
  std::sort(mails.begin(), mails.end(),
            [](const SentMail& a, const SentMail& b) { return a.mail.id < b.mail.id; });
  return mails;
}

std::vector<WebSession> MysqlPrivacyTable::Sessions(Id organisation_id, absl::Span<const std::string> addresses) const {
  std::vector<WebSession> sessions;
  session_.QueryIn(
      "SELECT id, organisation_id, email, language, create_time, expire_time, revoke_time FROM web_sessions WHERE "
      "organisation_id = ? AND email IN (?*)",
      {organisation_id}, Texts(addresses), {}, [&](const Row& row) {
        sessions.push_back(
            {row.GetId(0), row.GetId(1), row.Text(2), row.Text(3), row.Time(4), row.Time(5), row.Time(6)});
      });
  return sessions;
}

std::vector<DirectoryUser> MysqlPrivacyTable::DirectoryUsers(Id organisation_id, absl::Span<const Id> ids) const {
  std::vector<std::pair<Id, Id>> found;  // with their source
  session_.QueryIn("SELECT id, source_id FROM directory_users WHERE organisation_id = ? AND id IN (?*)", {organisation_id},
                   IdList(ids), {}, [&](const Row& row) { found.emplace_back(row.GetId(0), row.GetId(1)); });
  std::vector<DirectoryUser> users;
  for (const auto& [id, source_id] : found) {
    if (auto user = MysqlDirectoryTable(session_).FindUser(organisation_id, source_id, id)) users.push_back(*std::move(user));
  }
  return users;
}

int MysqlPrivacyTable::CountIdentities(Id organisation_id, absl::Span<const Id> people) const {
  int count = 0;
  session_.QueryIn("SELECT COUNT(*) FROM person_identities WHERE organisation_id = ? AND person_id IN (?*)", {organisation_id},
                   IdList(people), {}, [&](const Row& row) { count += static_cast<int>(row.Int(0)); });
  return count;
}

std::vector<PrivacyTable::Merge> MysqlPrivacyTable::Merges(Id organisation_id, absl::Span<const Id> people) const {
  std::vector<Merge> merges;
  std::set<Id> known;
  for (const char* column : {"person_id", "merged_person_id"}) {
    session_.QueryIn(absl::StrCat("SELECT id, person_id, merged_person_id, create_time, undo_time FROM person_merges WHERE "
                                  "organisation_id = ? AND ",
                                  column, " IN (?*)"),
                     {organisation_id}, IdList(people), {}, [&](const Row& row) {
                       if (!known.insert(row.GetId(0)).second) return;
                       merges.push_back({row.GetId(1), row.GetId(2), row.Time(3), row.Time(4)});
                     });
  }
  return merges;
}

std::vector<Escalation> MysqlPrivacyTable::Escalations(Id organisation_id, absl::Span<const Id> assignment_ids) const {
  std::vector<Escalation> escalations;
  session_.QueryIn(
      "SELECT assignment_id, due_date, level, manager_id, day FROM escalations WHERE organisation_id = ? AND assignment_id IN (?*)",
      {organisation_id}, IdList(assignment_ids), {}, [&](const Row& row) {
        escalations.push_back({.assignment_id = row.GetId(0),
                               .due_date = row.Day(1),
                               .level = static_cast<int>(row.Int(2)),
                               .manager_id = row.GetId(3),
                               .day = row.Day(4)});
      });
  return escalations;
}

}  // namespace nanolearn::mysql
