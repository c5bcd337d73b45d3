#include "service/app/compliance_group_rows.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "service/app/compliance_counter.h"
#include "service/app/compliance_facts.h"
#include "service/app/compliance_privacy.h"
#include "service/app/lookup.h"
#include "service/domain/compliance_groups.h"

namespace nanolearn {
namespace {

// The engagements that count in the scope's unit on its day, by person.
std::vector<Engagement> EngagementsOf(const ReadTransaction& tx, const ComplianceScope& scope) {
  auto engagements =
      tx.engagements().OnDay(scope.organisation.id, UnitIdsBelow(scope.tree(), scope.node), scope.day);
  std::erase_if(engagements, [&](const Engagement& e) { return scope.tree().NodeOf(e.facts.unit_id) < 0; });
  return engagements;
}

FactsQuery QueryOf(const ComplianceScope& scope) {
  return {.day = scope.day, .programme_id = scope.programme_id, .module_id = scope.module_id};
}

// Counts groups, `group_of` each engagement: -1 for none.
template <typename GroupOf>
std::vector<ComplianceCounts> CountGroups(const ReadTransaction& tx, const ComplianceScope& scope,
                                          absl::Span<const Engagement> engagements, int groups,
                                          GroupOf group_of) {
  std::vector<GroupPresence> presences;
  for (const Engagement& e : engagements) presences.push_back({e.person_id, e.facts.kind, group_of(e)});
  return CountByGroup(
      groups, presences,
      ReadTallies(tx, scope.organisation.id, PeopleOf(engagements), QueryOf(scope), TallyTogether));
}

using ManagerKey = std::pair<Id, std::string>;  // source, key

// The people behind the keys, as their sources had them on the day.
std::map<ManagerKey, Id> ManagersOf(const ReadTransaction& tx, const ComplianceScope& scope,
                                    absl::Span<const Engagement> engagements) {
  std::map<Id, std::vector<std::string>> keys;
  for (const Engagement& e : engagements) {
    if (!e.facts.manager_key.empty()) keys[e.source_id].push_back(e.facts.manager_key);
  }
  std::map<ManagerKey, Id> managers;
  for (auto& [source, list] : keys) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    for (const Engagement& e : tx.engagements().ByKeysOnDay(scope.organisation.id, source, list, scope.day)) {
      managers[{source, e.source_key}] = e.person_id;
    }
  }
  return managers;
}

// The name of everybody who may be named.
std::map<Id, std::string> NamesOf(const ReadTransaction& tx, const ComplianceScope& scope,
                                  absl::Span<const Id> people) {
  std::map<Id, std::string> names;
  for (const Person& person : tx.people().FindAll(scope.organisation.id, people, scope.day)) {
    const PersonAttributes& a = person.attributes;
    if (!a.protected_identity) names[person.id] = absl::StrCat(a.given_name, " ", a.family_name);
  }
  return names;
}

// The topics of each module, by its latest revision, as numbers, and their names.
struct Topics {
  std::vector<std::string> names;
  std::map<Id, std::vector<Id>> of_module;  // a number is a position in `names` and 1
};

Topics TopicsOf(const ReadTransaction& tx, const ComplianceScope& scope) {
  std::map<std::string, std::vector<Id>> modules;
  for (const ModuleSummary& module : AllModules(tx, scope.organisation.id)) {
    for (const std::string& topic : module.topics) modules[topic].push_back(module.id);
  }
  Topics topics;
  for (const auto& [name, with_it] : modules) {
    topics.names.push_back(name);
    for (const Id module : with_it) topics.of_module[module].push_back(topics.names.size());
  }
  return topics;
}

// A topic is hidden as any group is, and with each of its modules that is: it may have no other.
std::vector<bool> HiddenTopics(const ReadTransaction& tx, const ComplianceScope& scope, const Topics& topics,
                               absl::Span<const Id> ids, absl::Span<const ComplianceCounts> counts,
                               const TallyKeys& keys_of) {
  std::vector<SubjectCounts> subjects;
  for (size_t i = 0; i < ids.size(); ++i) subjects.push_back({.id = ids[i], .counts = counts[i]});
  std::vector<bool> hidden = HiddenKeys(tx, scope, subjects, keys_of);
  const std::vector<SubjectCounts> modules = ComplianceCounter(tx, scope).OfModules();
  const std::vector<bool> hidden_modules = HiddenSubjectsOf(tx, scope, modules, /*by_module=*/true);
  for (size_t i = 0; i < modules.size(); ++i) {
    const auto found = topics.of_module.find(modules[i].id);
    if (!hidden_modules[i] || found == topics.of_module.end()) continue;
    for (const Id topic : found->second) hidden[topic - 1] = true;
  }
  return hidden;
}

}  // namespace

std::vector<ComplianceRow> RoleRows(const ReadTransaction& tx, const ComplianceScope& scope) {
  const std::vector<Engagement> engagements = EngagementsOf(tx, scope);
  std::map<std::string, int> roles;
  for (const Engagement& e : engagements) roles.emplace(e.facts.role, 0);
  int number = 0;
  for (auto& [role, position] : roles) position = number++;
  const auto counts = CountGroups(tx, scope, engagements, number,
                                  [&](const Engagement& e) { return roles.at(e.facts.role); });
  std::vector<ComplianceRow> rows;
  for (const auto& [role, position] : roles) {
    rows.push_back(RowOf(scope.tree(), scope.node, counts[position]));
    rows.back().role = role;
    rows.back().role_group = RoleGroupOf(role);
  }
  return rows;
}

std::vector<ComplianceRow> RoleGroupRows(const ReadTransaction& tx, const ComplianceScope& scope) {
  constexpr int kGroups = static_cast<int>(RoleGroup::kAuditor) + 1;
  const auto counts = CountGroups(tx, scope, EngagementsOf(tx, scope), kGroups, [](const Engagement& e) {
    const std::optional<RoleGroup> group = IsElected(e.facts.kind) ? RoleGroupOf(e.facts.role) : std::nullopt;
    return group ? static_cast<int>(*group) : -1;
  });
  std::vector<ComplianceRow> rows;
  for (int group = 0; group < kGroups; ++group) {
    if (counts[group].people == 0) continue;
    rows.push_back(RowOf(scope.tree(), scope.node, counts[group]));
    rows.back().role_group = static_cast<RoleGroup>(group);
  }
  return rows;
}

std::vector<ComplianceRow> ManagerRows(const ReadTransaction& tx, const ComplianceScope& scope) {
  const std::vector<Engagement> engagements = EngagementsOf(tx, scope);
  const std::map<ManagerKey, Id> managers = ManagersOf(tx, scope, engagements);
  std::vector<Id> ids;
  for (const auto& [key, id] : managers) ids.push_back(id);
  const std::map<Id, std::string> names = NamesOf(tx, scope, ids);
  // A protected identity is not told by its id either: its people are in the row without a manager.
  const auto manager_of = [&](const Engagement& e) {
    const auto found = managers.find({e.source_id, e.facts.manager_key});
    return found == managers.end() || !names.contains(found->second) ? kNoId : found->second;
  };
  std::map<Id, int> groups;
  for (const Engagement& e : engagements) groups.emplace(manager_of(e), groups.size());
  const auto counts = CountGroups(tx, scope, engagements, static_cast<int>(groups.size()),
                                  [&](const Engagement& e) { return groups.at(manager_of(e)); });
  std::vector<ComplianceRow> rows;
  for (const auto& [id, group] : groups) {
    rows.push_back(RowOf(scope.tree(), scope.node, counts[group]));
    rows.back().manager_id = id;
    if (const auto name = names.find(id); name != names.end()) rows.back().manager_name = name->second;
  }
  std::sort(rows.begin(), rows.end(), [](const ComplianceRow& a, const ComplianceRow& b) {
    return std::tuple(a.manager_id == kNoId, a.manager_name, a.manager_id) <
           std::tuple(b.manager_id == kNoId, b.manager_name, b.manager_id);
  });
  return rows;
}

std::vector<ComplianceRow> TopicRows(const ReadTransaction& tx, const ComplianceScope& scope) {
  const Topics topics = TopicsOf(tx, scope);
  const TallyKeys keys_of = [&](const Assignment& assignment, std::vector<Id>& keys) {
    const auto found = topics.of_module.find(assignment.module_id);
    if (found != topics.of_module.end()) keys = found->second;
  };
  const std::vector<Engagement> engagements = EngagementsOf(tx, scope);
  const auto tallies = ReadTallies(tx, scope.organisation.id, PeopleOf(engagements), QueryOf(scope), keys_of);
  std::vector<Id> ids;
  for (size_t i = 1; i <= topics.names.size(); ++i) ids.push_back(i);
  const auto counts = CountByModule(scope.tree(), scope.node, ids, PresencesOf(engagements), tallies);
  const std::vector<bool> hidden = scope.hides_small_groups
                                       ? HiddenTopics(tx, scope, topics, ids, counts, keys_of)
                                       : std::vector<bool>(ids.size(), false);
  std::vector<ComplianceRow> rows;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (counts[i].assignments.assigned == 0) continue;
    rows.push_back(RowOf(scope.tree(), scope.node, counts[i]));
    rows.back().topic = topics.names[i];
    if (hidden[i]) Hide(rows.back());
  }
  return rows;
}

}  // namespace nanolearn
