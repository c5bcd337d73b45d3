#include "service/storage/mysql/mail_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/domain/text_encoding.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr size_t kMaxErrorCharacters = 500;
constexpr int64_t kMostCleared = 2000;

std::string Kept(const std::string& error) {
  return std::string(FirstCharacters(OnOneLine(error), kMaxErrorCharacters));
}

void AppendRow(Id organisation_id, const Mail& mail, std::vector<Value>& values) {
  values.insert(
      values.end(),
      {organisation_id, mail.id, mail.about, std::string(MailStateName(MailState::kWaiting)), mail.recipient,
       mail.subject, mail.text, mail.html.empty() ? Value(nullptr) : Value(mail.html), Bind(mail.create_time),
       int64_t{0}, Bind(mail.send_time == absl::InfinitePast() ? mail.create_time : mail.send_time), "",
       std::string(MailKindName(mail.kind)), BindOptional(mail.person_id), Bind(mail.expire_time)});
}

// Of both, the columns hold nothing but the names.
MailKind ReadKind(const Row& row, int column) { return ParseMailKind(row.Text(column)).value(); }
MailState ReadState(const Row& row, int column) { return ParseMailState(row.Text(column)).value(); }

MailTable::Claimed ReadClaimed(const Row& row) {
  return {.organisation_id = row.GetId(0),
          .mail = {.id = row.GetId(1),
                   .about = row.Text(2),
                   .recipient = row.Text(3),
                   .subject = row.Text(4),
                   .text = row.Text(5),
                   .html = row.Text(6),
                   .create_time = row.Time(7),
                   .kind = ReadKind(row, 9),
                   .person_id = row.GetId(10),
                   .expire_time = row.Time(11)},
          .tries = static_cast<int>(row.Int(8)) + 1};
}

constexpr char kSelectEntry[] =
    "SELECT id, about, recipient, subject, create_time, kind, person_id, expire_time, state, tries, "
    "due_time, "
    "end_time, last_error FROM mails WHERE organisation_id = ?";

MailTable::Entry ReadEntry(const Row& row) {
  return {.mail = {.id = row.GetId(0),
                   .about = row.Text(1),
                   .recipient = row.Text(2),
                   .subject = row.Text(3),
                   .create_time = row.Time(4),
                   .kind = ReadKind(row, 5),
                   .person_id = row.GetId(6),
                   .expire_time = row.Time(7)},
          .state = ReadState(row, 8),
          .tries = static_cast<int>(row.Int(9)),
          .due_time = row.Time(10),
          .end_time = row.Time(11),
          .last_error = row.Text(12)};
}

}  // namespace

bool MysqlMailTable::Insert(Id organisation_id, const Mail& mail) {
  AddRows(organisation_id, {&mail, 1}, "about = VALUES(about)");
  // The count of an INSERT does not tell a new row from one that was there.
  bool is_new = false;
  session_.Query("SELECT COUNT(*) FROM mails WHERE organisation_id = ? AND id = ?",
                 {organisation_id, mail.id}, [&](const Row& row) { is_new = row.Int(0) > 0; });
  return is_new;
}

void MysqlMailTable::PutAll(Id organisation_id, absl::Span<const Mail> mails) {
  std::vector<std::string> columns;
  for (const char* column : {"subject", "text_body", "html_body", "expire_time"}) {
    columns.push_back(
        absl::StrCat(column, " = IF(state = 'WAITING' AND tries = 0, VALUES(", column, "), ", column, ")"));
  }
  AddRows(organisation_id, mails, absl::StrJoin(columns, ", "));
}

std::vector<Id> MysqlMailTable::UntriedTo(Id organisation_id, absl::Span<const std::string> abouts) const {
  std::vector<Id> people;
  session_.QueryIn(
      "SELECT person_id FROM mails WHERE organisation_id = ? AND state = 'WAITING' AND tries = 0 AND "
      "person_id IS NOT NULL AND about IN (?*)",
      {organisation_id}, std::vector<Value>(abouts.begin(), abouts.end()), {},
      [&](const Row& row) { people.push_back(row.GetId(0)); });
  return people;
}

void MysqlMailTable::AddRows(Id organisation_id, absl::Span<const Mail> mails, const std::string& if_there) {
  std::vector<Value> values;
  values.reserve(mails.size() * 15);
  for (const Mail& mail : mails) AppendRow(organisation_id, mail, values);
  session_.InsertRows(
      "INSERT INTO mails (organisation_id, id, about, state, recipient, subject, text_body, html_body, "
      "create_time, tries, due_time, last_error, kind, person_id, expire_time) VALUES",
      15, values, absl::StrCat("ON DUPLICATE KEY UPDATE ", if_there));
}

// Found in the snapshot and taken one by one: an UPDATE sees what others have committed since.
std::vector<MailTable::Claimed> MysqlMailTable::Claim(absl::Time now, const ClaimEnds& until, int limit) {
  std::vector<Claimed> due;
  session_.Query(
      "SELECT organisation_id, id, about, recipient, subject, text_body, html_body, create_time, tries, "
      "kind, person_id, expire_time FROM mails WHERE state = 'WAITING' AND due_time <= ? ORDER BY due_time, id "
      "LIMIT ?",
      {Bind(now), int64_t{limit}}, [&](const Row& row) { due.push_back(ReadClaimed(row)); });
  std::vector<Claimed> claimed;
  for (Claimed& one : due) {
    const uint64_t found = session_.Execute(
        "UPDATE mails SET due_time = ?, tries = tries + 1 WHERE organisation_id = ? AND id = ? AND "
        "state = 'WAITING' AND due_time <= ?",
        {Bind(until.Of(one.mail.kind)), one.organisation_id, one.mail.id, Bind(now)});
    if (found == 1) claimed.push_back(std::move(one));
  }
  return claimed;
}

void MysqlMailTable::SetSent(Id organisation_id, Id id, absl::Time now) {
  session_.Execute(
      "UPDATE mails SET state = 'SENT', due_time = NULL, end_time = ?, try_time = ?, last_error = '', "
      "text_body = IF(kind = 'NOTICE', text_body, ''), html_body = IF(kind = 'NOTICE', html_body, NULL) WHERE "
      "organisation_id = ? AND id = ?",
      {Bind(now), Bind(now), organisation_id, id});
}

void MysqlMailTable::Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) {
  session_.Execute(
      "UPDATE mails SET due_time = ?, tries = GREATEST(tries, 1) - 1, last_error = ? WHERE organisation_id = ? "
      "AND id = ? AND state = 'WAITING'",
      {Bind(due), Kept(error), organisation_id, id});
}

void MysqlMailTable::TryAgain(Id organisation_id, Id id, absl::Time now, absl::Time due,
                              const std::string& error) {
  session_.Execute(
      "UPDATE mails SET due_time = ?, try_time = ?, last_error = ? WHERE organisation_id = ? AND id = ? AND "
      "state = 'WAITING'",
      {Bind(due), Bind(now), Kept(error), organisation_id, id});
}

void MysqlMailTable::SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) {
  session_.Execute(
      "UPDATE mails SET state = 'FAILED', due_time = NULL, end_time = ?, try_time = ?, last_error = ? WHERE "
      "organisation_id = ? AND id = ? AND state = 'WAITING'",
      {Bind(now), Bind(now), Kept(error), organisation_id, id});
}

void MysqlMailTable::SetDropped(Id organisation_id, Id id, absl::Time now, const std::string& why) {
  session_.Execute(
      "UPDATE mails SET state = 'DROPPED', due_time = NULL, end_time = ?, last_error = ?, text_body = "
      "IF(kind = "
      "'NOTICE', text_body, ''), html_body = IF(kind = 'NOTICE', html_body, NULL) WHERE organisation_id = ? "
      "AND "
      "id = ? AND state = 'WAITING'",
      {Bind(now), Kept(why), organisation_id, id});
}

MailTable::RetryResult MysqlMailTable::Retry(Id organisation_id, Id id, absl::Time now,
                                             const std::string& recipient) {
  bool has_twin = false;
  session_.Query(
      "SELECT COUNT(*) FROM mails m JOIN mails t ON t.organisation_id = m.organisation_id AND t.about = "
      "m.about AND t.recipient = ? AND t.id <> m.id WHERE m.organisation_id = ? AND m.id = ?",
      {recipient, organisation_id, id}, [&](const Row& row) { has_twin = row.Int(0) > 0; });
  if (has_twin) return RetryResult::kHasTwin;
  const uint64_t found = session_.Execute(
      "UPDATE mails SET state = 'WAITING', recipient = ?, tries = 0, due_time = ?, end_time = NULL WHERE "
      "organisation_id = ? AND id = ? AND state = 'FAILED'",
      {recipient, Bind(now), organisation_id, id});
  return found == 1 ? RetryResult::kRetried : RetryResult::kNotFailed;
}

int64_t MysqlMailTable::CountWaiting() const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM mails WHERE state = 'WAITING'", {},
                 [&](const Row& row) { count = row.Int(0); });
  return count;
}

int64_t MysqlMailTable::CountTriesSince(absl::Time time) const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM mails WHERE try_time >= ?", {Bind(time)},
                 [&](const Row& row) { count = row.Int(0); });
  return count;
}

// By state, as the indexes are.
int MysqlMailTable::BlankExpired(absl::Time now) {
  uint64_t blanked = 0;
  for (const MailState state : {MailState::kWaiting, MailState::kFailed}) {
    blanked += session_.Execute(
        "UPDATE mails SET text_body = '', html_body = NULL WHERE state = ? AND expire_time <= ? AND text_body "
        "<> '' LIMIT ?",
        {std::string(MailStateName(state)), Bind(now), kMostCleared});
  }
  return static_cast<int>(blanked);
}

int MysqlMailTable::ClearEnded(absl::Time time) {
  uint64_t cleared = 0;
  for (const MailState state : {MailState::kSent, MailState::kFailed, MailState::kDropped}) {
    cleared += session_.Execute("DELETE FROM mails WHERE state = ? AND end_time < ? ORDER BY end_time LIMIT ?",
                                {std::string(MailStateName(state)), Bind(time), kMostCleared});
  }
  return static_cast<int>(cleared);
}

MailTable::Counts MysqlMailTable::Count(Id organisation_id) const {
  Counts counts;
  session_.Query(
      "SELECT state, COUNT(*) FROM mails WHERE organisation_id = ? AND state IN ('WAITING', 'FAILED') GROUP "
      "BY "
      "state",
      {organisation_id},
      [&](const Row& row) { (row.Text(0) == "WAITING" ? counts.waiting : counts.failed) = row.Int(1); });
  return counts;
}

std::vector<MailTable::Entry> MysqlMailTable::List(Id organisation_id, MailState state, Id before,
                                                   int limit) const {
  SqlText text;
  text.Add(kSelectEntry, {organisation_id});
  text.Add(" AND state = ?", {std::string(MailStateName(state))});
  if (before != kNoId) text.Add(" AND id < ?", {before});
  text.Add(" ORDER BY id DESC LIMIT ?", {int64_t{limit}});
  std::vector<Entry> entries;
  session_.Query(text.sql, text.values, [&](const Row& row) { entries.push_back(ReadEntry(row)); });
  return entries;
}

std::optional<MailTable::Entry> MysqlMailTable::Find(Id organisation_id, Id id) const {
  std::optional<Entry> found;
  session_.Query(absl::StrCat(kSelectEntry, " AND id = ?"), {organisation_id, id},
                 [&](const Row& row) { found = ReadEntry(row); });
  return found;
}

}  // namespace nanolearn::mysql
