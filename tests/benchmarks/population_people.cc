#include "tests/benchmarks/population_people.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"

namespace nanolearn::benchmarks {
namespace {

constexpr std::array<const char*, 6> kTitles = {"Undersköterska", "Lärare",    "Barnskötare",
                                                "Handläggare",    "Lokalvård", "Ingenjör"};
constexpr int kDaysBack = 3000;  // so long ago the first came

}  // namespace

InventedPerson PeopleInventor::Employee(Id unit_id, Id other_id, Id committee_id) {
  InventedPerson person = NewPerson();
  person.engagements.push_back(NewEngagement(person, EngagementKind::kEmployment, unit_id));
  if (OneIn(50)) AddLeave(person.engagements.back());
  if (OneIn(20)) Move(person, other_id);
  if (committee_id != kNoId) {
    person.engagements.push_back(NewEngagement(person, EngagementKind::kMandate, committee_id));
  }
  AddAssignments(person);
  return person;
}

InventedPerson PeopleInventor::Elected(Id committee_id) {
  InventedPerson person = NewPerson();
  person.engagements.push_back(NewEngagement(person, EngagementKind::kMandate, committee_id));
  AddAssignments(person);
  return person;
}

InventedPerson PeopleInventor::NewPerson() {
  InventedPerson person{.id = NextId(), .key = absl::StrCat("p", people_++)};
  person.attributes.given_name = absl::StrCat("Given", Chance(997));
  person.attributes.family_name = absl::StrCat("Family", Chance(7919));
  person.attributes.email = absl::StrCat(person.key, "@example.org");
  person.attributes.protected_identity = OneIn(300);
  return person;
}

Engagement PeopleInventor::NewEngagement(const InventedPerson& person, EngagementKind kind, Id unit_id) {
  const Date open = group_.programme.calendar.open_date;
  Engagement engagement{.id = NextId(), .person_id = person.id};
  const bool elected = IsElected(kind);
  engagement.source_id = elected ? group_.register_id : group_.personnel_id;
  engagement.source_key = absl::StrCat(person.key, elected ? "m" : "e");
  engagement.facts.kind = kind;
  engagement.facts.unit_id = unit_id;
  engagement.facts.role = elected ? (OneIn(3) ? "Ersättare" : "Ledamot") : kTitles[Chance(kTitles.size())];
  engagement.facts.has_computer = !OneIn(5);
  engagement.valid.from = OneIn(8) ? DayIn(open, group_.today) : DayIn(open - kDaysBack, open);
  if (OneIn(12)) engagement.valid.to = DayIn(std::max(engagement.valid.from, open) + 1, group_.today + 90);
  engagement.facts.period = engagement.valid;
  return engagement;
}

void PeopleInventor::AddLeave(Engagement& engagement) {
  const Date from = DayIn(std::max(engagement.valid.from, group_.programme.calendar.open_date), group_.today);
  engagement.facts.leave = {from, from + 30 + Chance(150)};
}

void PeopleInventor::Move(InventedPerson& person, Id unit_id) {
  Engagement& before = person.engagements.back();
  const Date day = DayIn(std::max(before.valid.from, group_.programme.calendar.open_date) + 1, group_.today);
  if (!before.valid.Contains(day) || before.valid.from == day || before.facts.unit_id == unit_id) return;
  Engagement now = before;
  now.id = NextId();
  now.facts.unit_id = unit_id;
  now.valid.from = day;
  before.valid.to = day;
  before.is_current = false;
  person.engagements.push_back(std::move(now));
}

void PeopleInventor::AddAssignments(InventedPerson& person) {
  person.audience = AudienceDays(group_.programme, person.engagements, group_.units);
  if (person.audience.empty()) return;
  const int diligence = OneIn(3) ? 55 : 97;
  const AssignmentPlanInput input{group_.programme, person.audience, {}, {}, group_.programme.planned_until};
  for (const PlannedAssignment& planned : PlanAssignments(input)) {
    AssignmentHistory history;
    history.assignment = {NextId(),         group_.programme.id, planned.module_id,
                          person.id,        planned.cycle,       planned.open_date,
                          planned.due_date, std::nullopt,        planned.close_date};
    Decide(history, person, diligence);
    person.assignments.push_back(std::move(history));
  }
}

// Nothing of today: what is done later in the day would be in the future.
void PeopleInventor::Decide(AssignmentHistory& history, const InventedPerson& person, int diligence) {
  Assignment& assignment = history.assignment;
  const Date open = assignment.open_date, due = assignment.due_date;
  if (open >= group_.today) return;
  if (Chance(100) < diligence) {
    const Date day = OneIn(10) ? due + 1 + Chance(60) : std::min(DayIn(open, due + 1), DayIn(open, due + 1));
    if (day < group_.today && PresenceOn(person.audience, day) != AudiencePresence::kOutside) {
      assignment.complete_date = day;
    }
  } else if (OneIn(40)) {
    history.exceptions.push_back({.id = NextId(),
                                  .assignment_id = assignment.id,
                                  .valid = {DayIn(open, group_.today), OneIn(2) ? kNoEnd : group_.today + 60},
                                  .reason = "Has done it elsewhere",
                                  .created_by = "bench"});
  }
}

}  // namespace nanolearn::benchmarks
