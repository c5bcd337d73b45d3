#include "service/app/reporting_lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace nanolearn {
namespace {

using KeysOfSource = std::map<Id, std::vector<std::string>>;

template <typename T>
void SortUnique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<Engagement> OnDay(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> person_ids,
                              Date day) {
  std::vector<Engagement> engagements = tx.engagements().OfPeople(organisation_id, person_ids);
  std::erase_if(engagements, [day](const Engagement& e) { return !e.valid.Contains(day); });
  return engagements;
}

// Engagements of others that name one of the manager's own as their manager's.
std::vector<Engagement> LedBy(const ReadTransaction& tx, Id organisation_id, Id manager_id, Date day) {
  KeysOfSource keys;
  for (const Engagement& e : OnDay(tx, organisation_id, {manager_id}, day)) {
    keys[e.source_id].push_back(e.source_key);
  }
  std::vector<Engagement> led;
  for (auto& [source, list] : keys) {
    SortUnique(list);
    for (Engagement& e : tx.engagements().OfManagersOnDay(organisation_id, source, list, day)) {
      if (e.person_id != manager_id) led.push_back(std::move(e));
    }
  }
  return led;
}

using Edges = std::map<Id, std::vector<Id>>;  // from somebody to their managers

// The lines upwards from these people, as far as they lead; nobody above `manager_id` is looked for.
Edges LinesFrom(const ReadTransaction& tx, Id organisation_id, Id manager_id, std::vector<Id> people,
                Date day) {
  Edges edges;
  absl::flat_hash_set<Id> seen = {manager_id};
  for (int level = 0; level < kMaxReportingLevels; ++level) {
    std::erase_if(people, [&](Id person) { return !seen.insert(person).second; });
    if (people.empty()) break;
    std::vector<Id> above;
    for (auto& [person, managers] : ManagersOf(tx, organisation_id, people, day)) {
      above.insert(above.end(), managers.begin(), managers.end());
      edges[person] = std::move(managers);
    }
    people = std::move(above);
  }
  return edges;
}

// Everybody whose line leads to the manager.
absl::flat_hash_set<Id> LeadingTo(Id manager_id, const Edges& edges) {
  Edges below;
  for (const auto& [person, managers] : edges) {
    for (const Id manager : managers) below[manager].push_back(person);
  }
  absl::flat_hash_set<Id> found = {manager_id};
  for (std::vector<Id> next = {manager_id}; !next.empty();) {
    const Id manager = next.back();
    next.pop_back();
    for (const Id person : below[manager]) {
      if (found.insert(person).second) next.push_back(person);
    }
  }
  found.erase(manager_id);
  return found;
}

}  // namespace

std::map<Id, std::vector<Id>> ManagersOf(const ReadTransaction& tx, Id organisation_id,
                                         absl::Span<const Id> person_ids, Date day) {
  const std::vector<Engagement> engagements = OnDay(tx, organisation_id, person_ids, day);
  KeysOfSource keys;
  for (const Engagement& e : engagements) {
    if (!e.facts.manager_key.empty()) keys[e.source_id].push_back(e.facts.manager_key);
  }
  std::map<std::pair<Id, std::string>, Id> person_of;  // by source and key
  for (auto& [source, list] : keys) {
    SortUnique(list);
    for (const Engagement& e : tx.engagements().ByKeysOnDay(organisation_id, source, list, day)) {
      person_of[{source, e.source_key}] = e.person_id;
    }
  }
  std::map<Id, std::vector<Id>> managers;
  for (const Engagement& e : engagements) {
    const auto found = person_of.find({e.source_id, e.facts.manager_key});
    if (found == person_of.end() || found->second == e.person_id) continue;
    managers[e.person_id].push_back(found->second);
  }
  for (auto& [person, list] : managers) SortUnique(list);
  return managers;
}

std::vector<Id> DirectReports(const ReadTransaction& tx, Id organisation_id, Id manager_id, Date day) {
  std::vector<Id> people;
  for (const Engagement& e : LedBy(tx, organisation_id, manager_id, day)) people.push_back(e.person_id);
  SortUnique(people);
  return people;
}

std::vector<Id> ManagersAmong(const ReadTransaction& tx, Id organisation_id, absl::Span<const Id> person_ids,
                              Date day) {
  KeysOfSource keys;
  std::map<std::pair<Id, std::string>, Id> person_of;  // by source and key
  for (const Engagement& e : OnDay(tx, organisation_id, person_ids, day)) {
    keys[e.source_id].push_back(e.source_key);
    person_of[{e.source_id, e.source_key}] = e.person_id;
  }
  std::vector<Id> managers;
  for (auto& [source, list] : keys) {
    SortUnique(list);
    for (const Engagement& led : tx.engagements().OfManagersOnDay(organisation_id, source, list, day)) {
      const auto manager = person_of.find({source, led.facts.manager_key});
      const bool leads = manager != person_of.end() && manager->second != led.person_id;
      if (leads) managers.push_back(manager->second);
    }
  }
  SortUnique(managers);
  return managers;
}

std::vector<Id> InLineOf(const ReadTransaction& tx, Id organisation_id, Id manager_id,
                         absl::Span<const Id> person_ids, Date day) {
  const absl::flat_hash_set<Id> led = LeadingTo(
      manager_id,
      LinesFrom(tx, organisation_id, manager_id, std::vector<Id>(person_ids.begin(), person_ids.end()), day));
  std::vector<Id> in_line(person_ids.begin(), person_ids.end());
  std::erase_if(in_line, [&](Id person) { return !led.contains(person); });
  return in_line;
}

std::vector<int> UnitsOfManager(const ReadTransaction& tx, Id organisation_id, Id manager_id,
                                const UnitTree& tree, Date day) {
  std::vector<int> nodes;
  for (const Engagement& e : LedBy(tx, organisation_id, manager_id, day)) {
    const int node = tree.NodeOf(e.facts.unit_id);
    // A unit that does not exist on the day counts in the one above it, which this must not open.
    if (node >= 0 && tree.nodes()[node].unit->unit_id == e.facts.unit_id) nodes.push_back(node);
  }
  SortUnique(nodes);
  std::vector<int> tops;
  for (const int node : nodes) {
    if (tops.empty() || !tree.IsWithin(node, tops.back())) tops.push_back(node);
  }
  return tops;
}

}  // namespace nanolearn
