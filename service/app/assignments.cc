#include "service/app/assignments.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/lookup.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::string QueryText(const AssignmentListQuery& q) {
  return absl::StrCat("assignments\n", q.organisation, "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      q.person_id, "\n", q.module, "\n", q.programme, "\n", q.unit_code, "\n",
                      absl::StrJoin(q.states, ",", [](std::string* out, AssignmentState state) {
                        absl::StrAppend(out, static_cast<int>(state));
                      }));
}

std::vector<AssignmentView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                    absl::Span<const AssignmentOnDay> rows, Date day) {
  std::vector<Id> people, modules, programmes;
  for (const AssignmentOnDay& row : rows) {
    people.push_back(row.assignment.person_id);
    modules.push_back(row.assignment.module_id);
    programmes.push_back(row.assignment.programme_id);
  }
  absl::flat_hash_map<Id, std::string> name_of, module_of, programme_of;
  for (const Person& person : tx.people().FindAll(organisation_id, people, day)) {
    const PersonAttributes& a = person.attributes;
    if (!a.protected_identity) name_of[person.id] = absl::StrCat(a.given_name, " ", a.family_name);
  }
  for (const ModuleSummary& module : tx.modules().FindAll(organisation_id, modules))
    module_of[module.id] = module.slug;
  for (const Programme& programme : tx.programmes().FindAll(organisation_id, programmes)) {
    programme_of[programme.id] = programme.slug;
  }
  std::vector<AssignmentView> views;
  for (const AssignmentOnDay& row : rows) {
    Assignment a = row.assignment;
    if (a.complete_date && *a.complete_date > day) a.complete_date.reset();  // not known on that day
    views.push_back({a, StateOn(a, row.in_audience, day), name_of[a.person_id], module_of[a.module_id],
                     programme_of[a.programme_id]});
  }
  return views;
}

// The ids in the database of what the caller named.
absl::Status Resolve(const ReadTransaction& tx, const Organisation& org, const AssignmentListQuery& query,
                     AssignmentQuery& resolved) {
  ASSIGN_OR_RETURN(resolved.module_id, FindModuleId(tx, org, query.module));
  ASSIGN_OR_RETURN(resolved.programme_id, FindProgrammeId(tx, org, query.programme));
  resolved.person_id = query.person_id;
  resolved.states = query.states;
  return absl::OkStatus();
}

// Whether the person has an engagement within the token's unit on the day.
absl::StatusOr<bool> MaySee(const ReadTransaction& tx, const Caller& caller, const Organisation& org,
                            Id person_id, Date day) {
  if (caller.token.unit_id == kNoId) return true;
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

absl::StatusOr<AssignmentView> Assignments::Get(const Caller& caller, const std::string& organisation, Id id,
                                                std::optional<Date> as_of) {
  AssignmentView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadAssignments));
    const Date day = as_of.value_or(Today(env_, org));
    const std::optional<AssignmentOnDay> row = tx.assignments().Find(org.id, id, day);
    if (!row && caller.token.unit_id != kNoId) return errors::OutsideUnit();
    if (!row) return errors::NotFound("assignment", ResourceName(org.slug, "assignments", id));
    ASSIGN_OR_RETURN(const bool may_see, MaySee(tx, caller, org, row->assignment.person_id, day));
    if (!may_see) return errors::OutsideUnit();
    view = std::move(ViewsOf(tx, org.id, {*row}, day).front());
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<AssignmentList> Assignments::List(const Caller& caller, const AssignmentListQuery& query,
                                                 const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  AssignmentList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, query.organisation, Permission::kReadAssignments));
    AssignmentQuery resolved{
        .day = query.as_of.value_or(Today(env_, org)), .after = page.after_id(), .limit = page.size + 1};
    RETURN_IF_ERROR(Resolve(tx, org, query, resolved));
    if (caller.token.unit_id != kNoId || !query.unit_code.empty()) {
      const UnitHistory history(tx.units().Versions(org.id));
      const UnitTree& tree = history.On(resolved.day);
      ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, query.unit_code));
      resolved.unit_ids = UnitIdsBelow(tree, scope);
    }
    std::vector<AssignmentOnDay> rows = tx.assignments().List(org.id, resolved);
    if (rows.size() > static_cast<size_t>(page.size)) {
      rows.pop_back();
      list.next_page_token = NextPageToken(text, rows.back().assignment.id);
    }
    list.assignments = ViewsOf(tx, org.id, rows, resolved.day);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
