#include "service/storage/mysql/mail_round_table.h"

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

constexpr int64_t kMostCleared = 2000;

constexpr char kQueueHead[] = "INSERT INTO mail_round_people (organisation_id, is_manager, person_id) VALUES";
constexpr char kQueueTail[] = "ON DUPLICATE KEY UPDATE person_id = VALUES(person_id)";

// Of assignments `a` on a day.
constexpr char kOpen[] =
    " AND a.complete_date IS NULL AND a.open_date <= ? AND (a.close_date IS NULL OR a.close_date > ?)";

Escalation ReadEscalation(const Row& row) {
  return {row.GetId(0), row.Day(1), static_cast<int>(row.Int(2)), row.GetId(3), row.Day(4)};
}

}  // namespace

MailRound MysqlMailRoundTable::Select(Id organisation_id, absl::string_view lock) const {
  MailRound round;
  session_.Query(
      absl::StrCat("SELECT done_until, day, begin_time, new_since FROM mail_rounds WHERE organisation_id = ?",
                   lock),
      {organisation_id}, [&](const Row& row) {
        if (!row.IsNull(0)) round.done_until = row.Day(0);
        if (!row.IsNull(1)) round.day = row.Day(1);
        round.begin_time = row.Time(2, absl::InfinitePast());
        round.new_since = row.Time(3, absl::InfinitePast());
      });
  return round;
}

MailRound MysqlMailRoundTable::Find(Id organisation_id) const { return Select(organisation_id, ""); }

MailRound MysqlMailRoundTable::Lock(Id organisation_id) {
  // There must be a row to lock.
  session_.Execute(
      "INSERT INTO mail_rounds (organisation_id) VALUES (?) ON DUPLICATE KEY UPDATE organisation_id = "
      "VALUES(organisation_id)",
      {organisation_id});
  return Select(organisation_id, " FOR UPDATE");
}

void MysqlMailRoundTable::Put(Id organisation_id, const MailRound& round) {
  session_.Execute(
      "INSERT INTO mail_rounds (organisation_id, done_until, day, begin_time, new_since) VALUES (?, ?, ?, ?, "
      "?) ON "
      "DUPLICATE KEY UPDATE done_until = VALUES(done_until), day = VALUES(day), begin_time = "
      "VALUES(begin_time), "
      "new_since = VALUES(new_since)",
      {organisation_id, BindOptional(round.done_until), BindOptional(round.day), Bind(round.begin_time),
       Bind(round.new_since)});
}

void MysqlMailRoundTable::AddToQueue(Id organisation_id, bool are_managers, absl::Span<const Id> person_ids) {
  std::vector<Value> values;
  values.reserve(person_ids.size() * 3);
  for (const Id person : person_ids) {
    values.insert(values.end(), {organisation_id, int64_t{are_managers}, person});
  }
  session_.InsertRows(kQueueHead, 3, values, kQueueTail);
}

void MysqlMailRoundTable::QueueOpen(Id organisation_id, absl::Span<const Id> programme_ids, Date day,
                                    const OpenOnes& which) {
  std::vector<Id> people;
  session_.QueryIn(absl::StrCat("SELECT DISTINCT a.person_id FROM assignments a FORCE INDEX (", which.index,
                                ") WHERE a.organisation_id = ? AND ", which.condition, kOpen,
                                " AND a.programme_id IN (?*)"),
                   {organisation_id, which.value, Bind(day), Bind(day)}, IdList(programme_ids), {},
                   [&](const Row& row) { people.push_back(row.GetId(0)); });
  AddToQueue(organisation_id, false, people);
}

void MysqlMailRoundTable::QueueArrivals(Id organisation_id, absl::Span<const Id> programme_ids, Date day) {
  std::vector<Id> people;
  session_.QueryIn(
      absl::StrCat(
          "SELECT DISTINCT a.person_id FROM memberships m FORCE INDEX (by_first_day) JOIN assignments a ON "
          "a.organisation_id = m.organisation_id AND a.person_id = m.person_id AND a.programme_id = "
          "m.programme_id WHERE m.organisation_id = ? AND m.valid_from = ? AND NOT m.is_paused",
          kOpen, " AND m.programme_id IN (?*)"),
      {organisation_id, Bind(day), Bind(day), Bind(day)}, IdList(programme_ids), {},
      [&](const Row& row) { people.push_back(row.GetId(0)); });
  AddToQueue(organisation_id, false, people);
}

// Read and then written, not by INSERT ... SELECT: that would lock the assignments it reads, all of a day,
// and whoever completes one of them would wait.
int64_t MysqlMailRoundTable::Queue(Id organisation_id, absl::Span<const Id> programme_ids,
                                   const MailRoundQuery& query) {
  const int64_t before = CountPeople(organisation_id);
  const auto queue = [&](const OpenOnes& which) {
    QueueOpen(organisation_id, programme_ids, query.day, which);
  };
  for (const Date due : query.due_dates) queue({"by_due_date", "a.due_date = ?", Bind(due)});
  queue({"by_open_date", "a.open_date = ?", Bind(query.day)});
  const Id first = query.since == absl::InfinitePast() ? kNoId : FirstIdAt(query.since);
  queue({"PRIMARY", "a.id >= ?", first});
  QueueArrivals(organisation_id, programme_ids, query.day);
  return CountPeople(organisation_id) - before;
}

void MysqlMailRoundTable::Unqueue(Id organisation_id, bool managers, absl::Span<const Id> person_ids) {
  session_.ExecuteIn(
      "DELETE FROM mail_round_people WHERE organisation_id = ? AND is_manager = ? AND person_id IN (?*)",
      {organisation_id, int64_t{managers}}, IdList(person_ids), {});
}

std::vector<Id> MysqlMailRoundTable::TakePeople(Id organisation_id, int limit) {
  std::vector<Id> people;
  session_.Query(
      "SELECT person_id FROM mail_round_people WHERE organisation_id = ? AND is_manager = 0 ORDER BY "
      "person_id LIMIT ? FOR UPDATE",
      {organisation_id, int64_t{limit}}, [&](const Row& row) { people.push_back(row.GetId(0)); });
  Unqueue(organisation_id, false, people);
  return people;
}

int64_t MysqlMailRoundTable::Count(Id organisation_id, bool managers) const {
  int64_t count = 0;
  session_.Query("SELECT COUNT(*) FROM mail_round_people WHERE organisation_id = ? AND is_manager = ?",
                 {organisation_id, int64_t{managers}}, [&](const Row& row) { count = row.Int(0); });
  return count;
}

int64_t MysqlMailRoundTable::CountPeople(Id organisation_id) const { return Count(organisation_id, false); }

void MysqlMailRoundTable::InsertEscalations(Id organisation_id, absl::Span<const Escalation> escalations) {
  std::vector<Value> values;
  values.reserve(escalations.size() * 6);
  for (const Escalation& e : escalations) {
    values.insert(values.end(), {organisation_id, e.assignment_id, Bind(e.due_date), int64_t{e.level},
                                 e.manager_id, Bind(e.day)});
  }
  session_.InsertRows(
      "INSERT INTO escalations (organisation_id, assignment_id, due_date, level, manager_id, day) VALUES", 6,
      values, "ON DUPLICATE KEY UPDATE level = VALUES(level)");
}

// The managers first, so that nobody's are cut.
std::vector<Escalation> MysqlMailRoundTable::TakeEscalations(Id organisation_id, Date day, int limit) {
  std::vector<Id> managers;
  session_.Query(
      "SELECT DISTINCT manager_id FROM escalations WHERE organisation_id = ? AND told_day IS NULL ORDER BY "
      "manager_id LIMIT ?",
      {organisation_id, int64_t{limit}}, [&](const Row& row) { managers.push_back(row.GetId(0)); });
  session_.ExecuteIn(
      "UPDATE escalations SET told_day = ? WHERE organisation_id = ? AND told_day IS NULL AND manager_id IN "
      "(?*)",
      {Bind(day), organisation_id}, IdList(managers), {});
  std::vector<Escalation> escalations;
  session_.QueryIn(
      "SELECT assignment_id, due_date, level, manager_id, day FROM escalations WHERE organisation_id = ? AND "
      "told_day = ? AND manager_id IN (?*) ORDER BY manager_id, assignment_id, due_date, level",
      {organisation_id, Bind(day)}, IdList(managers), {},
      [&](const Row& row) { escalations.push_back(ReadEscalation(row)); });
  return escalations;
}

std::vector<Escalation> MysqlMailRoundTable::EscalationsTo(Id organisation_id, Date day,
                                                           absl::Span<const Id> manager_ids) const {
  std::vector<Escalation> escalations;
  session_.QueryIn(
      "SELECT assignment_id, due_date, level, manager_id, day FROM escalations WHERE organisation_id = ? AND "
      "told_day = ? AND manager_id IN (?*)",
      {organisation_id, Bind(day)}, IdList(manager_ids), {},
      [&](const Row& row) { escalations.push_back(ReadEscalation(row)); });
  return escalations;
}

// One organisation after the other, as the index goes: it would else lock all that it passes.
int MysqlMailRoundTable::ClearEscalations(Date day) {
  std::vector<Id> organisations;
  session_.Query("SELECT DISTINCT organisation_id FROM escalations WHERE told_day < ?", {Bind(day)},
                 [&](const Row& row) { organisations.push_back(row.GetId(0)); });
  uint64_t cleared = 0;
  for (const Id organisation : organisations) {
    cleared += session_.Execute(
        "DELETE FROM escalations WHERE organisation_id = ? AND told_day < ? ORDER BY told_day LIMIT ?",
        {organisation, Bind(day), kMostCleared});
  }
  return static_cast<int>(cleared);
}

int64_t MysqlMailRoundTable::QueueManagers(Id organisation_id, Date day) {
  std::vector<Id> managers;
  session_.Query(
      "SELECT DISTINCT m.person_id FROM (SELECT DISTINCT source_id, manager_key FROM engagements WHERE "
      "organisation_id = ? AND valid_from <= ? AND valid_to > ? AND manager_key <> '') k JOIN engagements m "
      "ON "
      "m.organisation_id = ? AND m.source_id = k.source_id AND m.source_key = k.manager_key AND m.valid_from "
      "<= "
      "? AND m.valid_to > ?",
      {organisation_id, Bind(day), Bind(day), organisation_id, Bind(day), Bind(day)},
      [&](const Row& row) { managers.push_back(row.GetId(0)); });
  const int64_t before = Count(organisation_id, true);
  AddToQueue(organisation_id, true, managers);
  return Count(organisation_id, true) - before;
}

std::vector<Id> MysqlMailRoundTable::QueuedManagers(Id organisation_id, int limit) const {
  std::vector<Id> managers;
  session_.Query(
      "SELECT person_id FROM mail_round_people WHERE organisation_id = ? AND is_manager = 1 ORDER BY "
      "person_id LIMIT ?",
      {organisation_id, int64_t{limit}}, [&](const Row& row) { managers.push_back(row.GetId(0)); });
  return managers;
}

std::vector<Id> MysqlMailRoundTable::TakeManagers(Id organisation_id, absl::Span<const Id> managers) {
  std::vector<Id> queued;
  session_.QueryIn(
      "SELECT person_id FROM mail_round_people WHERE organisation_id = ? AND is_manager = 1 AND person_id IN "
      "(?*) FOR UPDATE",
      {organisation_id}, IdList(managers), {}, [&](const Row& row) { queued.push_back(row.GetId(0)); });
  Unqueue(organisation_id, true, queued);
  return queued;
}

}  // namespace nanolearn::mysql
