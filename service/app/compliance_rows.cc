#include "service/app/compliance_rows.h"

#include <algorithm>

#include "service/app/compliance_counter.h"
#include "service/app/compliance_group_rows.h"
#include "service/app/compliance_privacy.h"
#include "service/domain/errors/access.h"

namespace nanolearn {
namespace {

using Rows = std::vector<ComplianceRow>;

// The unit and those below it, or right below it.
std::vector<int> NodesOf(const ComplianceScope& scope, bool children_only) {
  std::vector<int> nodes = {scope.node};
  for (int node = scope.node + 1; node < scope.unit().end; ++node) {
    if (!children_only || scope.tree().nodes()[node].parent == scope.node) nodes.push_back(node);
  }
  return nodes;
}

// Only the page's units are counted, unless they come from the facts anyway.
ComplianceRows UnitRows(const ReadTransaction& tx, const ComplianceScope& scope, bool children_only,
                        size_t first, size_t limit) {
  const std::vector<int> all = NodesOf(scope, children_only);
  first = std::min(first, all.size());
  const size_t count = std::min(limit, all.size() - first);
  const absl::Span<const int> nodes = absl::MakeConstSpan(all).subspan(first, count);
  const auto counts = ComplianceCounter(tx, scope).OfUnits(nodes, scope.node);
  ComplianceRows page{.has_more = first + count < all.size()};
  for (size_t i = 0; i < nodes.size(); ++i) page.rows.push_back(RowOf(scope.tree(), nodes[i], counts[i]));
  if (!scope.hides_small_groups) return page;
  const std::vector<bool> hidden = HiddenUnitsLately(tx, scope);
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (hidden[nodes[i]] || IsSmallGroup(scope, counts[i])) Hide(page.rows[i]);
  }
  return page;
}

Rows KindRows(const ReadTransaction& tx, const ComplianceScope& scope) {
  const CountsByKind counts = ComplianceCounter(tx, scope).OfKinds();
  const auto hidden = scope.hides_small_groups ? HiddenKinds(tx, scope) : std::vector<bool>(kKinds, false);
  Rows rows;
  for (int kind = 0; kind < kKinds; ++kind) {
    if (counts[kind].people == 0) continue;
    rows.push_back(RowOf(scope.tree(), scope.node, counts[kind]));
    rows.back().kind = static_cast<EngagementKind>(kind);
    if (hidden[kind]) Hide(rows.back());
  }
  return rows;
}

Rows SubjectRows(const ReadTransaction& tx, const ComplianceScope& scope, bool by_module) {
  const ComplianceCounter counter(tx, scope);
  const std::vector<SubjectCounts> subjects = by_module ? counter.OfModules() : counter.OfProgrammes();
  const auto hidden = scope.hides_small_groups ? HiddenSubjectsOf(tx, scope, subjects, by_module)
                                               : std::vector<bool>(subjects.size(), false);
  Rows rows;
  for (size_t i = 0; i < subjects.size(); ++i) {
    ComplianceRow row = RowOf(scope.tree(), scope.node, subjects[i].counts);
    (by_module ? row.module : row.programme) = subjects[i].slug;
    (by_module ? row.module_name : row.programme_name) = subjects[i].display_name;
    if (hidden[i]) Hide(row);
    rows.push_back(std::move(row));
  }
  return rows;
}

Rows RowsBy(const ReadTransaction& tx, const ComplianceScope& scope, ComplianceGrouping grouping) {
  switch (grouping) {
    case ComplianceGrouping::kKind:
      return KindRows(tx, scope);
    case ComplianceGrouping::kModule:
      return SubjectRows(tx, scope, /*by_module=*/true);
    case ComplianceGrouping::kProgramme:
      return SubjectRows(tx, scope, /*by_module=*/false);
    case ComplianceGrouping::kRole:
      return RoleRows(tx, scope);
    case ComplianceGrouping::kRoleGroup:
      return RoleGroupRows(tx, scope);
    case ComplianceGrouping::kManager:
      return ManagerRows(tx, scope);
    case ComplianceGrouping::kTopic:
      return TopicRows(tx, scope);
    case ComplianceGrouping::kUnit:
      break;
  }
  return {};
}

// Roles and managers point out people more closely than any size of group can make good.
bool PointsOutPeople(ComplianceGrouping grouping) {
  return grouping == ComplianceGrouping::kRole || grouping == ComplianceGrouping::kRoleGroup ||
         grouping == ComplianceGrouping::kManager;
}

}  // namespace

absl::StatusOr<ComplianceRows> MakeRows(const ReadTransaction& tx, const ComplianceScope& scope,
                                        const ComplianceQuery& query, Role role, size_t first, size_t limit) {
  ComplianceRows page;
  if (scope.hides_small_groups && PointsOutPeople(query.group_by)) {
    return errors::RoleNotAllowed(RoleName(role));
  }
  if (query.group_by == ComplianceGrouping::kUnit) {
    page = UnitRows(tx, scope, query.children_only, first, limit);
  } else {
    page.rows = RowsBy(tx, scope, query.group_by);
    first = std::min(first, page.rows.size());
    page.rows.erase(page.rows.begin(), page.rows.begin() + static_cast<ptrdiff_t>(first));
    page.has_more = page.rows.size() > limit;
    if (page.has_more) page.rows.resize(limit);
  }
  for (ComplianceRow& row : page.rows) row.is_coarse = scope.hides_small_groups;
  return page;
}

}  // namespace nanolearn
