#include "service/storage/mysql/assignment_list.h"

#include "absl/strings/str_cat.h"
#include "service/storage/mysql/protected_people.h"

namespace nanolearn::mysql {
namespace {

// Two parameters: the day, twice.
constexpr char kInAudience[] =
    "EXISTS (SELECT 1 FROM memberships m WHERE m.organisation_id = a.organisation_id AND m.programme_id = "
    "a.programme_id AND m.person_id = a.person_id AND m.valid_from <= ? AND m.valid_to > ?)";

// StateOn of domain/assignment.h, here so that a page can be cut after the states are chosen. A test holds
// the two together.
void AddStates(Date day, absl::Span<const AssignmentState> states, SqlText& text) {
  const auto number = [](AssignmentState state) { return static_cast<int>(state); };
  static const auto* const kCondition = new std::string(absl::StrCat(
      " AND (? >> CASE WHEN a.open_date > ? THEN ", number(AssignmentState::kUpcoming),  //
      " WHEN NOT ", kInAudience, " THEN ", number(AssignmentState::kWithdrawn),
      " WHEN a.complete_date <= ? AND a.complete_date <= a.due_date THEN ",
      number(AssignmentState::kCompleted), " WHEN a.complete_date <= ? THEN ",
      number(AssignmentState::kCompletedLate), " WHEN a.due_date < ? THEN ",
      number(AssignmentState::kOverdue), " ELSE ", number(AssignmentState::kNotYetDue), " END) & 1 = 1"));
  uint64_t wanted = 0;  // a bit for each state: the text is the same whichever are wanted
  for (const AssignmentState state : states) wanted |= uint64_t{1} << number(state);
  const Value on = Bind(day);
  text.Add(*kCondition, {wanted, on, on, on, on, on, on});
}

// People, without protected identities: that somebody is found by a unit would already tell it.
void AddUnits(Id organisation_id, Date day, SqlText& text) {
  text.Add(absl::StrCat(" AND ", NotProtected("a")));
  text.Add(
      " AND a.person_id IN (SELECT e.person_id FROM engagements e WHERE e.organisation_id = ? AND "
      "e.valid_from <= ? AND e.valid_to > ? AND e.unit_id IN (?*))",
      {organisation_id, Bind(day), Bind(day)});
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
  return assignment;
}

SqlText AssignmentsOnDay(Id organisation_id, Date day) {
  SqlText text;
  text.Add(absl::StrCat("SELECT ", kAssignmentColumns, ", ", kInAudience,
                        " FROM assignments a WHERE a.organisation_id = ?"),
           {Bind(day), Bind(day), organisation_id});
  return text;
}

AssignmentOnDay ReadAssignmentOnDay(const Row& row) { return {ReadAssignment(row), row.Int(8) != 0}; }

SqlText AssignmentListText(Id organisation_id, const AssignmentQuery& query) {
  SqlText text = AssignmentsOnDay(organisation_id, query.day);
  text.Add(" AND a.id > ?", {query.after});
  if (query.person_id != kNoId) text.Add(" AND a.person_id = ?", {query.person_id});
  if (query.module_id != kNoId) text.Add(" AND a.module_id = ?", {query.module_id});
  if (query.programme_id != kNoId) text.Add(" AND a.programme_id = ?", {query.programme_id});
  if (!query.states.empty()) AddStates(query.day, query.states, text);
  if (!query.unit_ids.empty()) AddUnits(organisation_id, query.day, text);
  text.Add(" ORDER BY a.id");
  return text;
}

}  // namespace nanolearn::mysql
