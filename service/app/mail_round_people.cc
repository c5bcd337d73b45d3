#include "service/app/mail_round_people.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "service/app/access.h"
#include "service/app/reporting_lines.h"
#include "service/domain/mail_stage.h"

namespace nanolearn {
namespace {

using Lessons = std::map<Id, std::vector<OpenLesson>>;  // by person
using Rules = absl::flat_hash_map<Id, MailRule>;        // by programme

Rules RulesFor(const ReadTransaction& tx, Id organisation_id, const Lessons& lessons) {
  std::vector<Id> ids;
  for (const auto& [person, list] : lessons) {
    for (const OpenLesson& lesson : list) ids.push_back(lesson.assignment().programme_id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Rules rules;
  for (const Programme& p : tx.programmes().FindAll(organisation_id, ids)) rules[p.id] = p.mails;
  return rules;
}

LetterKind LetterFor(MailStage stage) {
  if (stage == MailStage::kOverdue) return LetterKind::kOverdue;
  return stage == MailStage::kReminder ? LetterKind::kReminder : LetterKind::kInvitation;
}

// Somebody up the line is to be told of an assignment.
struct Call {
  const OpenLesson* lesson;
  int level;
};

// For each of these people their manager, that one's manager and so on, so many at most. Of somebody's
// several managers it is always the same one.
std::map<Id, std::vector<Id>> LinesOf(const ReadTransaction& tx, Id organisation_id, std::vector<Id> people,
                                      int levels, Date day) {
  std::map<Id, std::vector<Id>> lines;
  std::map<Id, Id> manager_of;
  std::vector<Id> asked = people;
  for (int level = 0; level < levels && !asked.empty(); ++level) {
    std::vector<Id> above;
    for (const auto& [person, managers] : ManagersOf(tx, organisation_id, asked, day)) {
      manager_of[person] = managers.front();
      if (!manager_of.contains(managers.front())) above.push_back(managers.front());
    }
    asked = std::move(above);
  }
  for (const Id person : people) {
    std::vector<Id>& line = lines[person];
    for (auto next = manager_of.find(person);
         next != manager_of.end() && line.size() < static_cast<size_t>(levels);
         next = manager_of.find(line.back())) {
      const bool is_circle =
          next->second == person || std::find(line.begin(), line.end(), next->second) != line.end();
      if (is_circle) break;
      line.push_back(next->second);
    }
  }
  return lines;
}

std::vector<Escalation> EscalationsFor(const ReadTransaction& tx, Id organisation_id,
                                       absl::Span<const Call> calls, Date today) {
  std::vector<Id> people;
  int levels = 0;
  for (const Call& call : calls) {
    people.push_back(call.lesson->assignment().person_id);
    levels = std::max(levels, call.level);
  }
  const auto lines = LinesOf(tx, organisation_id, std::move(people), levels, today);
  std::vector<Escalation> escalations;
  for (const Call& call : calls) {
    const std::vector<Id>& line = lines.at(call.lesson->assignment().person_id);
    if (static_cast<size_t>(call.level) > line.size()) continue;
    escalations.push_back({.assignment_id = call.lesson->assignment().id,
                           .due_date = call.lesson->due_date,
                           .level = call.level,
                           .manager_id = line[call.level - 1],
                           .day = today});
  }
  return escalations;
}

}  // namespace

RoundTasks TasksOf(const ReadTransaction& tx, const Organisation& organisation, const MailRound& round,
                   Date told_until, Date today, absl::Span<const Id> people) {
  const absl::TimeZone zone = ZoneOf(organisation);
  const Id first_new = FirstIdAt(round.new_since), first_too_late = FirstIdAt(round.begin_time);
  Lessons lessons = OpenLessonsOf(tx, organisation.id, people, today);
  const Rules rules = RulesFor(tx, organisation.id, lessons);
  RoundTasks tasks;
  std::vector<Call> calls;
  for (auto& [person, list] : lessons) {
    MailStage stage = MailStage::kNothing;
    for (const OpenLesson& lesson : list) {
      const Id id = lesson.assignment().id;
      if (id >= first_too_late) continue;  // new to the next round
      const MailTask task =
          TaskOn(rules.at(lesson.assignment().programme_id), {.history = lesson.history,
                                                              .audience = lesson.audience,
                                                              .day = today,
                                                              .told_until = told_until,
                                                              .made_on = DayOf(TimeOf(id), zone),
                                                              .is_new = id >= first_new});
      stage = std::max(stage, task.stage);
      for (const int level : task.levels) calls.push_back({&lesson, level});
    }
    if (stage != MailStage::kNothing) tasks.orders.push_back({person, LetterFor(stage), list});
  }
  if (!calls.empty()) tasks.escalations = EscalationsFor(tx, organisation.id, calls, today);
  return tasks;
}

}  // namespace nanolearn
