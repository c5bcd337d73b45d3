#include "service/app/people.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/person_lookup.h"
#include "service/app/person_viewer.h"
#include "service/app/unit_limit.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

bool AnyWithin(const UnitTree& tree, int scope, absl::Span<const Engagement> engagements, Date day) {
  for (const Engagement& engagement : engagements) {
    const int node = tree.NodeOf(engagement.facts.unit_id);
    if (engagement.valid.Contains(day) && node >= 0 && tree.IsWithin(node, scope)) return true;
  }
  return false;
}

std::string QueryText(const PersonListQuery& q) {
  return absl::StrCat("people\n", q.organisation, "\n", q.date ? FormatDate(*q.date) : "", "\n", q.unit_code,
                      "\n", q.kind ? EngagementKindName(*q.kind) : "", "\n", q.text);
}

}  // namespace

absl::StatusOr<PersonView> People::Get(const Caller& caller, const std::string& organisation, Id id,
                                       std::optional<Date> date) {
  PersonView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, Authorise(tx, caller, organisation, Permission::kReadPeople));
    const Date today = Today(env_, org), day = date.value_or(today);
    const std::shared_ptr<const DayTree> day_tree = trees_.On(tx, org, day);
    const UnitTree& tree = day_tree->tree();
    const std::vector<Engagement> engagements = tx.engagements().OfPeople(org.id, {id});
    if (caller.token.unit_id != kNoId) {
      ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, ""));
      // Before existence: a person outside the unit and one that does not exist get the same answer.
      ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, org, day, today));
      if (!AnyWithin(tree, scope, engagements, day) || limit.Keep({id}).empty()) return errors::OutsideUnit();
    }
    std::optional<Person> person = tx.people().Find(org.id, id, day);
    // That a protected person is found in a unit tells where they are.
    if (person && person->attributes.protected_identity && caller.token.unit_id != kNoId)
      return errors::OutsideUnit();
    if (!person) return errors::NotFound("person", ResourceName(org.slug, "people", id));
    RETURN_IF_ERROR(CheckNotErased(org, *person));
    view = PersonViewer(tx, org.id, tree, day).View(std::move(*person), engagements);
    view.merged_into = MergedInto(tx, org.id, id);
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<PersonList> People::List(const Caller& caller, const PersonListQuery& query,
                                        const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  PersonList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, query.organisation, Permission::kReadPeople));
    const Date today = Today(env_, org), day = query.date.value_or(today);
    const std::shared_ptr<const DayTree> day_tree = trees_.On(tx, org, day);
    const UnitTree& tree = day_tree->tree();
    ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, query.unit_code));
    ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, org, day, today));
    std::vector<Person> people = tx.people().List(org.id, {.day = day,
                                                           .unit_ids = UnitIdsFor(caller, tree, scope),
                                                           .kind = query.kind,
                                                           .text = query.text,
                                                           .after = page.after_id(),
                                                           .limit = page.size + 1});
    if (people.size() > static_cast<size_t>(page.size)) {
      people.pop_back();
      list.next_page_token = NextPageToken(text, people.back().id);
    }
    limit.KeepIn(people, [](const Person& person) { return person.id; });
    std::vector<Id> ids;
    for (const Person& person : people) ids.push_back(person.id);
    absl::flat_hash_map<Id, std::vector<Engagement>> engagements;
    for (Engagement& engagement : tx.engagements().OfPeople(org.id, ids)) {
      engagements[engagement.person_id].push_back(std::move(engagement));
    }
    const PersonViewer viewer(tx, org.id, tree, day);
    for (Person& person : people) {
      const Id id = person.id;
      list.people.push_back(viewer.View(std::move(person), engagements[id]));
    }
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
