#include "service/storage/mysql/mail_table.h"

#include "service/domain/text_encoding.h"

namespace nanolearn::mysql {
namespace {

constexpr size_t kMaxErrorCharacters = 500;

std::string Kept(const std::string& error) {
  return std::string(FirstCharacters(OnOneLine(error), kMaxErrorCharacters));
}

}  // namespace

void MysqlMailTable::Insert(Id organisation_id, const Mail& mail) {
  session_.Execute(
      "INSERT INTO mails (organisation_id, id, about, state, recipient, subject, text_body, html_body, "
      "create_time, tries, due_time, last_error) VALUES (?, ?, ?, 'WAITING', ?, ?, ?, ?, ?, 0, ?, '') "
      "ON DUPLICATE KEY UPDATE about = about",
      {organisation_id, mail.id, mail.about, mail.recipient, mail.subject, mail.text,
       mail.html.empty() ? Value(nullptr) : Value(mail.html), Bind(mail.create_time),
       Bind(mail.create_time)});
}

// Found in the snapshot and taken one by one: an UPDATE sees what others have committed since.
std::vector<MailTable::Claimed> MysqlMailTable::Claim(absl::Time now, absl::Time until, int limit) {
  std::vector<Claimed> due;
  session_.Query(
      "SELECT organisation_id, id, about, recipient, subject, text_body, html_body, create_time, tries "
      "FROM mails WHERE state = 'WAITING' AND due_time <= ? ORDER BY due_time, id LIMIT ?",
      {Bind(now), int64_t{limit}}, [&](const Row& row) {
        due.push_back(
            {row.GetId(0),
             {row.GetId(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Time(7)},
             static_cast<int>(row.Int(8)) + 1});
      });
  std::vector<Claimed> claimed;
  for (Claimed& one : due) {
    const uint64_t found = session_.Execute(
        "UPDATE mails SET due_time = ?, tries = tries + 1 WHERE organisation_id = ? AND id = ? AND "
        "state = 'WAITING' AND due_time <= ?",
        {Bind(until), one.organisation_id, one.mail.id, Bind(now)});
    if (found == 1) claimed.push_back(std::move(one));
  }
  return claimed;
}

void MysqlMailTable::SetSent(Id organisation_id, Id id, absl::Time now) {
  session_.Execute(
      "UPDATE mails SET state = 'SENT', due_time = NULL, end_time = ?, last_error = '' WHERE "
      "organisation_id = ? AND id = ?",
      {Bind(now), organisation_id, id});
}

void MysqlMailTable::Postpone(Id organisation_id, Id id, absl::Time due, const std::string& error) {
  session_.Execute(
      "UPDATE mails SET due_time = ?, last_error = ? WHERE organisation_id = ? AND id = ? AND "
      "state = 'WAITING'",
      {Bind(due), Kept(error), organisation_id, id});
}

void MysqlMailTable::SetFailed(Id organisation_id, Id id, absl::Time now, const std::string& error) {
  session_.Execute(
      "UPDATE mails SET state = 'FAILED', due_time = NULL, end_time = ?, last_error = ? WHERE "
      "organisation_id = ? AND id = ? AND state = 'WAITING'",
      {Bind(now), Kept(error), organisation_id, id});
}

int64_t MysqlMailTable::CountWaiting() const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM mails WHERE state = 'WAITING'", {},
                 [&](const Row& row) { count = row.Int(0); });
  return count;
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

}  // namespace nanolearn::mysql
