#include "service/storage/mysql/assignment_list.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/storage/mysql/protected_people.h"

namespace nanolearn::mysql {
namespace {

struct Candidate {
  AssignmentHistory history;
  AudiencePresence presence;
  bool has_decisions;  // something else decides how it stands; of most, nothing does
};

// The columns of ReadAssignment, whether the person is paused, NULL outside the audience, and whether there
// are decisions.
SqlText CandidatesText(Id organisation_id, Date day) {
  SqlText text;
  text.Add(absl::StrCat("SELECT ", kAssignmentColumns,
                        ", (SELECT m.is_paused FROM memberships m WHERE m.organisation_id = "
                        "a.organisation_id AND m.programme_id = a.programme_id AND m.person_id = a.person_id "
                        "AND m.valid_from <= ? AND m.valid_to > ?), EXISTS (SELECT 1 FROM "
                        "assignment_exceptions x WHERE x.organisation_id = a.organisation_id AND "
                        "x.assignment_id = a.id) OR EXISTS (SELECT 1 FROM completion_voids v WHERE "
                        "v.organisation_id = a.organisation_id AND v.assignment_id = a.id) FROM assignments a "
                        "WHERE a.organisation_id = ?"),
           {Bind(day), Bind(day), organisation_id});
  return text;
}

Candidate ReadCandidate(const Row& row) {
  return {{ReadAssignment(row), {}, {}},
          row.IsNull(9) ? AudiencePresence::kOutside
          : row.Int(9)  ? AudiencePresence::kPaused
                        : AudiencePresence::kActive,
          row.Int(10) != 0};
}

bool Wants(const AssignmentQuery& query, AssignmentState state) {
  return query.states.empty() ||
         std::find(query.states.begin(), query.states.end(), state) != query.states.end();
}

// What cannot have one of the states, so that it need not be read.
void LeaveOut(const AssignmentQuery& query, SqlText& text) {
  const Value day = Bind(query.day);
  if (!Wants(query, AssignmentState::kUpcoming)) text.Add(" AND a.open_date <= ?", {day});
  if (!Wants(query, AssignmentState::kClosed)) {
    text.Add(" AND (a.close_date IS NULL OR a.close_date > ? OR a.open_date > ?)", {day, day});
  }
  const bool done =
      Wants(query, AssignmentState::kCompleted) || Wants(query, AssignmentState::kCompletedLate);
  const bool hidden = Wants(query, AssignmentState::kUpcoming) || Wants(query, AssignmentState::kClosed) ||
                      Wants(query, AssignmentState::kWithdrawn);
  if (!done && !hidden) text.Add(" AND (a.complete_date IS NULL OR a.complete_date > ?)", {day});
}

// People, without protected identities: that somebody is found by a unit would already tell it.
void AddUnits(Id organisation_id, Date day, SqlText& text) {
  text.Add(absl::StrCat(" AND ", NotProtected("a")));
  text.Add(
      " AND a.person_id IN (SELECT e.person_id FROM engagements e WHERE e.organisation_id = ? AND "
      "e.valid_from <= ? AND e.valid_to > ? AND e.unit_id IN (?*))",
      {organisation_id, Bind(day), Bind(day)});
}

SqlText ListText(Id organisation_id, const AssignmentQuery& query, Id after) {
  SqlText text = CandidatesText(organisation_id, query.day);
  text.Add(" AND a.id > ?", {after});
  if (query.person_id != kNoId) text.Add(" AND a.person_id = ?", {query.person_id});
  if (query.module_id != kNoId) text.Add(" AND a.module_id = ?", {query.module_id});
  if (query.programme_id != kNoId) text.Add(" AND a.programme_id = ?", {query.programme_id});
  LeaveOut(query, text);
  if (!query.unit_ids.empty()) AddUnits(organisation_id, query.day, text);
  text.Add(" ORDER BY a.id");
  return text;
}

using ById = absl::flat_hash_map<Id, AssignmentHistory*>;

void AddExceptions(Session& session, Id organisation_id, absl::Span<const Value> ids, const ById& by_id) {
  session.QueryIn(
      "SELECT id, assignment_id, kind, valid_from, valid_to, due_date, old_due_date, reason, create_time, "
      "created_by FROM assignment_exceptions WHERE organisation_id = ? AND assignment_id IN (?*) ORDER BY "
      "assignment_id, valid_from, id",
      {organisation_id}, ids, {}, [&](const Row& row) {
        AssignmentException e{.id = row.GetId(0), .assignment_id = row.GetId(1)};
        // The column holds nothing but the names of kinds.
        e.kind = ParseExceptionKind(row.Text(2)).value_or(ExceptionKind::kWaiver);
        e.valid = {row.Day(3), row.Day(4)};
        if (!row.IsNull(5)) e.due_date = row.Day(5);
        if (!row.IsNull(6)) e.old_due_date = row.Day(6);
        e.reason = row.Text(7);
        e.create_time = row.Time(8);
        e.created_by = row.Text(9);
        by_id.at(e.assignment_id)->exceptions.push_back(std::move(e));
      });
}

void AddVoided(Session& session, Id organisation_id, absl::Span<const Value> ids, const ById& by_id) {
  session.QueryIn(
      "SELECT assignment_id, complete_date, void_date FROM completion_voids WHERE organisation_id = ? AND "
      "assignment_id IN (?*) ORDER BY assignment_id, complete_date, id",
      {organisation_id}, ids, {}, [&](const Row& row) {
        by_id.at(row.GetId(0))->voided.push_back({row.GetId(0), row.Day(1), row.Day(2)});
      });
}

void AddDecisionsTo(Session& session, Id organisation_id, const ById& by_id) {
  std::vector<Id> ids;
  for (const auto& [id, history] : by_id) ids.push_back(id);
  const std::vector<Value> list = IdList(ids);
  AddExceptions(session, organisation_id, list, by_id);
  AddVoided(session, organisation_id, list, by_id);
}

std::vector<AssignmentOnDay> Judge(Session& session, Id organisation_id, std::vector<Candidate> candidates,
                                   Date day) {
  ById decided;
  for (Candidate& candidate : candidates) {
    if (candidate.has_decisions) decided[candidate.history.assignment.id] = &candidate.history;
  }
  AddDecisionsTo(session, organisation_id, decided);
  std::vector<AssignmentOnDay> judged;
  for (const Candidate& candidate : candidates) {
    judged.push_back({candidate.history.assignment, StateOn(candidate.history, candidate.presence, day)});
  }
  return judged;
}

}  // namespace

Assignment ReadAssignment(const Row& row) {
  Assignment assignment;
  assignment.id = row.GetId(0);
  assignment.programme_id = row.GetId(1);
  assignment.module_id = row.GetId(2);
  assignment.person_id = row.GetId(3);
  assignment.cycle = static_cast<int>(row.Int(4));
  assignment.open_date = row.Day(5);
  assignment.due_date = row.Day(6);
  if (!row.IsNull(7)) assignment.complete_date = row.Day(7);
  if (!row.IsNull(8)) assignment.close_date = row.Day(8);
  return assignment;
}

void AddDecisions(Session& session, Id organisation_id, std::vector<AssignmentHistory>& histories) {
  ById by_id;
  for (AssignmentHistory& history : histories) by_id[history.assignment.id] = &history;
  AddDecisionsTo(session, organisation_id, by_id);
}

std::optional<AssignmentOnDay> FindAssignment(Session& session, Id organisation_id, Id id, Date day) {
  SqlText text = CandidatesText(organisation_id, day);
  text.Add(" AND a.id = ?", {id});
  std::vector<Candidate> found;
  session.Query(text.sql, text.values, [&](const Row& row) { found.push_back(ReadCandidate(row)); });
  if (found.empty()) return std::nullopt;
  return Judge(session, organisation_id, std::move(found), day).front();
}

std::vector<AssignmentOnDay> ListAssignments(Session& session, Id organisation_id,
                                             const AssignmentQuery& query) {
  std::vector<AssignmentOnDay> page;
  for (Id after = query.after;;) {
    std::vector<Candidate> candidates;
    QueryPage(session, ListText(organisation_id, query, after), query.unit_ids, query.limit,
              [&](const Row& row) { candidates.push_back(ReadCandidate(row)); });
    KeepPage(candidates, query.limit, [](const Candidate& c) { return c.history.assignment.id; });
    const bool is_last = candidates.size() < static_cast<size_t>(query.limit);
    if (!candidates.empty()) after = candidates.back().history.assignment.id;
    for (AssignmentOnDay& row : Judge(session, organisation_id, std::move(candidates), query.day)) {
      if (Wants(query, row.state)) page.push_back(std::move(row));
      if (page.size() == static_cast<size_t>(query.limit)) return page;
    }
    if (is_last) return page;
  }
}

}  // namespace nanolearn::mysql
