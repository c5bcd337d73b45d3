#include "service/app/person_viewer.h"

#include <utility>
#include <vector>

namespace nanolearn {

PersonViewer::PersonViewer(const ReadTransaction& tx, Id organisation_id, const UnitTree& tree, Date day)
    : tree_(tree), day_(day), sources_(tx.sources().Names(organisation_id)) {}

PersonView PersonViewer::View(Person person, absl::Span<const Engagement> engagements) const {
  PersonView view{std::move(person), {}};
  const bool hide = view.person.attributes.protected_identity;
  if (hide) view.person.attributes = {.protected_identity = true};
  for (const Engagement& engagement : engagements) {
    if (engagement.person_id == view.person.id && engagement.valid.Contains(day_)) {
      view.engagements.push_back(EngagementOf(engagement, hide));
    }
  }
  return view;
}

EngagementView PersonViewer::EngagementOf(const Engagement& engagement, bool hide) const {
  EngagementView view{.source = sources_.at(engagement.source_id), .facts = engagement.facts};
  const int node = hide ? (tree_.nodes().empty() ? -1 : 0) : tree_.NodeOf(engagement.facts.unit_id);
  if (node >= 0) {
    view.unit_code = tree_.nodes()[node].unit->code;
    view.unit_name = tree_.nodes()[node].unit->name;
  }
  if (hide) view.facts = {.kind = engagement.facts.kind, .period = view.facts.period};
  return view;
}

PersonView ViewPerson(const ReadTransaction& tx, const Organisation& organisation, Id id, Date day) {
  const UnitHistory history(tx.units().Versions(organisation.id));
  Person person = tx.people().Find(organisation.id, id, day).value_or(Person{.id = id});
  PersonView view = PersonViewer(tx, organisation.id, history.On(day), day)
                        .View(std::move(person), tx.engagements().OfPeople(organisation.id, {id}));
  view.merged_into = MergedInto(tx, organisation.id, id);
  return view;
}

absl::flat_hash_map<Id, Id> MergedInto(const ReadTransaction& tx, Id organisation_id,
                                       absl::Span<const Id> person_ids) {
  absl::flat_hash_map<Id, Id> into = tx.person_merges().Keepers(organisation_id, person_ids);
  for (bool is_last = into.empty(); !is_last;) {
    std::vector<Id> ids;
    for (const auto& [person, keeper] : into) ids.push_back(keeper);
    const absl::flat_hash_map<Id, Id> next = tx.person_merges().Keepers(organisation_id, ids);
    for (auto& [person, keeper] : into) {
      if (const auto found = next.find(keeper); found != next.end()) keeper = found->second;
    }
    is_last = next.empty();
  }
  return into;
}

Id MergedInto(const ReadTransaction& tx, Id organisation_id, Id person_id) {
  const absl::flat_hash_map<Id, Id> into =
      MergedInto(tx, organisation_id, absl::MakeConstSpan(&person_id, 1));
  return into.empty() ? kNoId : into.begin()->second;
}

}  // namespace nanolearn
