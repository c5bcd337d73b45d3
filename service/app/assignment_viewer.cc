#include "service/app/assignment_viewer.h"

#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/unit_limit.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// Whether the person has an engagement within the token's unit on the day, and today.
absl::StatusOr<bool> MaySee(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                            Id person_id, Date day, Date today) {
  if (caller.token.unit_id == kNoId) return true;
  ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, org, day, today));
  if (limit.Keep({person_id}).empty()) return false;
  // That a protected person is found in a unit tells where they are.
  const std::optional<Person> person = tx.people().Find(org.id, person_id, day);
  if (!person || person->attributes.protected_identity) return false;
  const UnitHistory history(tx.units().Versions(org.id));
  const UnitTree& tree = history.On(day);
  ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, ""));
  for (const Engagement& engagement : tx.engagements().OfPeople(org.id, {person_id})) {
    const int node = tree.NodeOf(engagement.facts.unit_id);
    if (engagement.valid.Contains(day) && node >= 0 && tree.IsWithin(node, scope)) return true;
  }
  return false;
}

}  // namespace

std::vector<AssignmentView> ViewAssignments(const ReadTransaction& tx, Id organisation_id,
                                            absl::Span<const AssignmentOnDay> rows, Date day) {
  std::vector<Id> people, modules, programmes;
  for (const AssignmentOnDay& row : rows) {
    people.push_back(row.assignment.person_id);
    modules.push_back(row.assignment.module_id);
    programmes.push_back(row.assignment.programme_id);
  }
  absl::flat_hash_map<Id, std::string> name_of;
  for (const Person& person : tx.people().FindAll(organisation_id, people, day)) {
    const PersonAttributes& a = person.attributes;
    if (!a.protected_identity) name_of[person.id] = absl::StrCat(a.given_name, " ", a.family_name);
  }
  std::map<Id, std::string> module_of = tx.modules().Slugs(organisation_id, modules);
  std::map<Id, std::string> programme_of = tx.programmes().Slugs(organisation_id, programmes);
  std::vector<AssignmentView> views;
  for (const AssignmentOnDay& row : rows) {
    Assignment a = row.assignment;
    if (a.complete_date && *a.complete_date > day) a.complete_date.reset();  // not known on that day
    views.push_back(
        {a, row.state, name_of[a.person_id], module_of[a.module_id], programme_of[a.programme_id], {}});
  }
  return views;
}

absl::StatusOr<AssignmentView> ViewAssignment(const ReadTransaction& tx, const Caller& caller,
                                              const Organisation& organisation, Id id, Date day, Date today) {
  const std::optional<AssignmentOnDay> row = tx.assignments().Find(organisation.id, id, day);
  if (!row && caller.token.unit_id != kNoId) return errors::OutsideUnit();
  if (!row) return errors::NotFound("assignment", ResourceName(organisation.slug, "assignments", id));
  ASSIGN_OR_RETURN(const bool may_see, MaySee(tx, caller, organisation, row->assignment.person_id, day, today));
  if (!may_see) return errors::OutsideUnit();
  AssignmentView view = std::move(ViewAssignments(tx, organisation.id, {*row}, day).front());
  if (std::optional<AssignmentHistory> history = HistoryOf(tx, organisation.id, row->assignment)) {
    view.assignment.due_date = DueDateOn(*history, day);
    view.exceptions = std::move(history->exceptions);
    std::erase_if(view.exceptions, [&](const AssignmentException& exception) { return exception.valid.from > day; });
  }
  return view;
}

std::optional<AssignmentHistory> HistoryOf(const ReadTransaction& tx, Id organisation_id,
                                           const Assignment& assignment) {
  for (AssignmentHistory& history : tx.assignments().Histories(organisation_id, {assignment.person_id})) {
    if (history.assignment.id == assignment.id) return std::move(history);
  }
  return std::nullopt;
}

}  // namespace nanolearn
