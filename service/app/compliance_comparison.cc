// What happened to people between two days.

#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "service/app/compliance_facts.h"
#include "service/app/compliance_scope.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr size_t kPeopleTogether = 5000;  // bounds memory

// The people of the unit on one day.
struct Side {
  std::map<Id, PersonStanding> people;
  absl::flat_hash_map<Id, uint8_t> kinds;
  ComplianceCounts counts;
};

Side ReadSide(const ReadTransaction& tx, const ComplianceScope& scope, const UnitTree& tree, Id unit_id,
              Date day) {
  Side side;
  const int node = tree.NodeOf(unit_id);
  // On a day without the unit nobody is in it.
  if (node < 0 || tree.nodes()[node].unit->unit_id != unit_id) return side;
  auto engagements = tx.engagements().OnDay(scope.organisation.id, UnitIdsBelow(tree, node), day);
  std::erase_if(engagements, [&](const Engagement& e) { return tree.NodeOf(e.facts.unit_id) < 0; });
  for (const Engagement& e : engagements) {
    side.people[e.person_id] = {.in_organisation = true, .in_unit = true};
    side.kinds[e.person_id] |= static_cast<uint8_t>(1 << static_cast<int>(e.facts.kind));
  }
  const FactsQuery facts{.day = day, .programme_id = scope.programme_id, .module_id = scope.module_id};
  for (const PersonTally& tally :
       ReadTallies(tx, scope.organisation.id, PeopleOf(engagements), facts, TallyTogether)) {
    side.people[tally.person_id].counts = tally.counts;
  }
  for (const auto& [person, standing] : side.people) {
    side.counts.Add(side.kinds[person], FiguresOf(standing));
  }
  return side;
}

// Those of `people` who have an engagement on the day.
absl::flat_hash_set<Id> EngagedOn(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> people,
                                  Date day) {
  absl::flat_hash_set<Id> engaged;
  for (size_t first = 0; first < people.size(); first += kPeopleTogether) {
    for (const Engagement& e :
         tx.engagements().OfPeople(organisation_id, people.subspan(first, kPeopleTogether))) {
      if (e.valid.Contains(day)) engaged.insert(e.person_id);
    }
  }
  return engaged;
}

// Adds those whom only the other day knows, with whether they were elsewhere.
void AddAbsent(const ReadTransaction& tx, Id organisation_id, const Side& other, Date day, Side& side) {
  std::vector<Id> missing;
  for (const auto& [person, standing] : other.people) {
    if (!side.people.contains(person)) missing.push_back(person);
  }
  const auto engaged = EngagedOn(tx, organisation_id, missing, day);
  for (const Id person : missing) side.people[person] = {.in_organisation = engaged.contains(person)};
}

std::vector<ComplianceChange> ChangesBetween(const Side& before, const Side& after) {
  std::vector<PersonChange> people;
  for (const auto& [person, standing] : before.people) {
    people.push_back({standing, after.people.at(person)});
  }
  std::vector<ComplianceChange> changes = ExplainChange(people);
  std::erase_if(changes, [](const ComplianceChange& change) { return change.people == 0; });
  return changes;
}

}  // namespace

absl::StatusOr<ComplianceComparison> Compliance::Compare(const Caller& caller, const ComparisonQuery& query) {
  ComplianceComparison comparison;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    // The parts are small groups by their nature.
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, query, query.to, Permission::kReadAssignments));
    if (query.from >= scope.day) return InvalidField("from", "must come before to");
    comparison = {.from = query.from, .to = scope.day, .age = AgeOf(tx, scope.organisation.id)};
    if (scope.node < 0) return absl::OkStatus();
    const Id org = scope.organisation.id, unit_id = scope.unit().unit->unit_id;
    const auto earlier = trees_.On(tx, scope.organisation, query.from);
    Side before = ReadSide(tx, scope, earlier->tree(), unit_id, query.from);
    Side after = ReadSide(tx, scope, scope.tree(), unit_id, scope.day);
    AddAbsent(tx, org, before, scope.day, after);
    AddAbsent(tx, org, after, query.from, before);
    comparison.changes = ChangesBetween(before, after);
    comparison.before = RowOf(scope.tree(), scope.node, before.counts);
    comparison.after = RowOf(scope.tree(), scope.node, after.counts);
    return absl::OkStatus();
  }));
  return comparison;
}

}  // namespace nanolearn
