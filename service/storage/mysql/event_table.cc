#include "service/storage/mysql/event_table.h"

#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/figure_table.h"
#include "service/storage/mysql/protected_people.h"
#include "service/storage/mysql/sql_text.h"

namespace nanolearn::mysql {
namespace {

using Thing = std::tuple<EventType, Id, Date>;

Thing ThingOf(const Event& event) { return {event.type, event.subject_id, event.subject_day}; }

Event ReadEvent(const Row& row) {
  Event event;
  event.sequence = row.GetId(0);
  // The column holds nothing but the names of types.
  event.type = ParseEventType(row.Text(1)).value_or(EventType::kSyncHeld);
  event.subject_id = row.GetId(2);
  event.subject_day = row.Day(3);
  event.time = row.Time(4);
  return event;
}

Value Name(EventType type) { return std::string(EventTypeName(type)); }

}  // namespace

int MysqlEventTable::Append(Id organisation_id, absl::Span<const Event> events) {
  if (events.empty()) return 0;
  // Nobody else appends from now on.
  uint64_t last = MysqlFigureTable(session_).LockState(organisation_id).last_event;
  const std::vector<Event> added = New(organisation_id, events);
  if (added.empty()) return 0;
  std::vector<Value> values;
  for (const Event& event : added) {
    values.insert(values.end(), {organisation_id, ++last, Name(event.type), event.subject_id,
                                 Bind(event.subject_day), Bind(event.time)});
  }
  session_.InsertRows(
      "INSERT INTO events (organisation_id, sequence, type, subject_id, subject_day, time) VALUES", 6,
      values);
  session_.Execute("UPDATE figure_states SET last_event = ? WHERE organisation_id = ?",
                   {last, organisation_id});
  return static_cast<int>(added.size());
}

// Locking reads: a plain one would look into the transaction's snapshot, which may be older than the lock.
std::vector<Event> MysqlEventTable::New(Id organisation_id, absl::Span<const Event> events) const {
  absl::flat_hash_map<EventType, std::vector<Value>> subjects;
  for (const Event& event : events) subjects[event.type].emplace_back(event.subject_id);
  absl::flat_hash_set<Thing> known;
  for (const auto& [type, ids] : subjects) {
    session_.QueryIn(
        "SELECT sequence, type, subject_id, subject_day, time FROM events WHERE organisation_id = ? AND "
        "type = ? AND subject_id IN (?*) FOR UPDATE",
        {organisation_id, Name(type)}, ids, {},
        [&](const Row& row) { known.insert(ThingOf(ReadEvent(row))); });
  }
  std::vector<Event> added;
  for (const Event& event : events) {
    if (known.insert(ThingOf(event)).second) added.push_back(event);
  }
  return added;
}

std::vector<Event> MysqlEventTable::After(Id organisation_id, uint64_t sequence, int limit) const {
  std::vector<Event> events;
  session_.Query(
      "SELECT sequence, type, subject_id, subject_day, time FROM events WHERE organisation_id = ? AND "
      "sequence > ? ORDER BY sequence LIMIT ?",
      {organisation_id, sequence, int64_t{limit}}, [&](const Row& row) { events.push_back(ReadEvent(row)); });
  return events;
}

uint64_t MysqlEventTable::Last(Id organisation_id) const {
  uint64_t last = 0;
  session_.Query("SELECT last_event FROM figure_states WHERE organisation_id = ?", {organisation_id},
                 [&](const Row& row) { last = row.GetId(0); });
  return last;
}

namespace {

// Of assignments `a`.
std::string SubjectColumns() {
  return absl::StrCat("a.id, a.person_id, a.module_id, a.programme_id, a.cycle, a.due_date, NOT ",
                      NotProtected("a"));
}

EventSubject ReadSubject(const Row& row) {
  EventSubject subject;
  subject.assignment_id = row.GetId(0);
  subject.person_id = row.GetId(1);
  subject.module_id = row.GetId(2);
  subject.programme_id = row.GetId(3);
  subject.cycle = static_cast<int>(row.Int(4));
  subject.due_date = row.Day(5);
  subject.is_protected = row.Int(6) != 0;
  return subject;
}

}  // namespace

std::vector<EventSubject> MysqlEventTable::AssignmentSubjects(Id organisation_id,
                                                              absl::Span<const Id> ids) const {
  std::vector<EventSubject> subjects;
  session_.QueryIn(absl::StrCat("SELECT ", SubjectColumns(),
                                " FROM assignments a WHERE a.organisation_id = ? AND a.id IN (?*)"),
                   {organisation_id}, IdList(ids), {},
                   [&](const Row& row) { subjects.push_back(ReadSubject(row)); });
  return subjects;
}

std::vector<EventSubject> MysqlEventTable::CompletionSubjects(Id organisation_id,
                                                              absl::Span<const Id> ids) const {
  std::vector<EventSubject> subjects;
  session_.QueryIn(
      absl::StrCat("SELECT ", SubjectColumns(),
                   ", c.id, c.revision, c.complete_time, c.late FROM completions c JOIN assignments a ON "
                   "a.organisation_id = c.organisation_id AND a.id = c.assignment_id WHERE c.organisation_id "
                   "= ? AND c.id IN (?*)"),
      {organisation_id}, IdList(ids), {}, [&](const Row& row) {
        EventSubject subject = ReadSubject(row);
        subject.completion_id = row.GetId(7);
        subject.revision = static_cast<int>(row.Int(8));
        subject.complete_time = row.Time(9);
        subject.late = row.Int(10) != 0;
        subjects.push_back(subject);
      });
  return subjects;
}

uint64_t MysqlEventTable::LastBefore(Id organisation_id, absl::Time time) const {
  uint64_t last = 0;
  session_.Query("SELECT COALESCE(MIN(sequence), 0) FROM events WHERE organisation_id = ? AND time >= ?",
                 {organisation_id, Bind(time)}, [&](const Row& row) { last = row.GetId(0); });
  return last == 0 ? Last(organisation_id) : last - 1;
}

}  // namespace nanolearn::mysql
