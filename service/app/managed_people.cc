#include "service/app/managed_people.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/compliance_facts.h"
#include "service/app/reporting_lines.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"

namespace nanolearn {
namespace {

// Those who may be named, by family name; the others are counted.
std::vector<Person> NamedOf(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> ids,
                            ManagedPeopleList& list) {
  std::vector<Person> people = tx.people().FindAll(organisation_id, ids, list.day);
  const size_t all = people.size();
  std::erase_if(people, [](const Person& person) { return person.attributes.protected_identity; });
  list.protected_left_out = static_cast<int>(all - people.size());
  std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) {
    return std::tie(a.attributes.family_name, a.attributes.given_name, a.id) <
           std::tie(b.attributes.family_name, b.attributes.given_name, b.id);
  });
  if (people.size() > kMaxManagedPeople) {
    list.more = static_cast<int>(people.size() - kMaxManagedPeople);
    people.resize(kMaxManagedPeople);
  }
  return people;
}

void Add(AssignmentState state, Date due_date, ManagedPerson& person) {
  switch (state) {
    case AssignmentState::kCompleted:
    case AssignmentState::kCompletedLate:
      ++person.completed;
      break;
    case AssignmentState::kOverdue:
      ++person.overdue;
      break;
    case AssignmentState::kNotYetDue:
      ++person.open;
      person.next_due = std::min(person.next_due.value_or(due_date), due_date);
      break;
    default:
      break;
  }
}

void AddCounts(const ReadTransaction& tx, Id organisation_id, ManagedPeopleList& list) {
  std::vector<Id> ids;
  absl::flat_hash_map<Id, ManagedPerson*> by_id;
  for (ManagedPerson& person : list.people) {
    ids.push_back(person.id);
    by_id[person.id] = &person;
  }
  const AudiencePresences presences = ReadPresences(tx, organisation_id, ids, list.day);
  for (const AssignmentHistory& history : tx.assignments().Histories(organisation_id, ids)) {
    const Assignment& assignment = history.assignment;
    const auto presence = presences.find({assignment.person_id, assignment.programme_id});
    if (presence == presences.end()) continue;
    Add(StateOn(history, presence->second, list.day), DueDateOn(history, list.day),
        *by_id.at(assignment.person_id));
  }
}

}  // namespace

absl::StatusOr<ManagedPeopleList> ManagedPeople::List(const Caller& caller, const std::string& organisation) {
  ManagedPeopleList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadCompliance));
    if (caller.manager_id == kNoId) return errors::OutsideLine();
    list.day = Today(env_, org);
    const std::vector<Id> ids = DirectReports(tx, org.id, caller.manager_id, list.day);
    for (const Person& person : NamedOf(tx, org.id, ids, list)) {
      list.people.push_back(
          {.id = person.id,
           .name = absl::StrCat(person.attributes.given_name, " ", person.attributes.family_name)});
    }
    AddCounts(tx, org.id, list);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
