#include "service/app/manager_privacy.h"

#include <numeric>

#include "service/app/compliance_counter.h"
#include "service/app/compliance_facts.h"
#include "service/app/reporting_lines.h"
#include "service/domain/small_groups.h"

namespace nanolearn {
namespace {

// Of those of whom the manager knows, in each unit: themselves and who reports to them directly.
std::vector<ComplianceCounts> KnownCounts(const ReadTransaction& tx, const ComplianceScope& scope) {
  const Id organisation_id = scope.organisation.id;
  std::vector<Id> known = DirectReports(tx, organisation_id, scope.manager_id, scope.day);
  known.push_back(scope.manager_id);
  const FactsQuery query{.day = scope.day, .programme_id = scope.programme_id, .module_id = scope.module_id};
  return CountByUnit(scope.tree(), tx.compliance().PresencesOf(organisation_id, known, scope.day),
                     ReadTallies(tx, organisation_id, known, query, TallyTogether));
}

}  // namespace

int TopOf(const ComplianceScope& scope) {
  const int top = scope.manager_unit_id == kNoId ? -1 : scope.tree().NodeOf(scope.manager_unit_id);
  return top >= 0 && scope.tree().IsWithin(scope.node, top) ? top : scope.node;
}

std::vector<bool> HiddenFromManager(const ReadTransaction& tx, const ComplianceScope& scope,
                                    std::vector<bool> hidden) {
  const auto& tree = scope.tree().nodes();
  const int top = TopOf(scope);
  std::vector<int> nodes(tree[top].end - top);
  std::iota(nodes.begin(), nodes.end(), top);
  const std::vector<ComplianceCounts> counts = ComplianceCounter(tx, scope).OfUnits(nodes, top);
  const std::vector<ComplianceCounts> known = KnownCounts(tx, scope);
  std::vector<GroupRow> others;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const int node = nodes[i];
    others.push_back({.parent = node == top ? -1 : tree[node].parent - top,
                      .people = counts[i].people - known[node].people,
                      .required = counts[i].required - known[node].required,
                      .hidden = hidden[node]});
  }
  const std::vector<bool> hidden_here = HiddenRows(others, scope.organisation.min_group_size);
  for (size_t i = 0; i < nodes.size(); ++i) hidden[nodes[i]] = hidden_here[i];
  return hidden;
}

}  // namespace nanolearn
