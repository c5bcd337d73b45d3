#include "service/app/report_parts.h"

#include "absl/container/flat_hash_map.h"
#include "service/app/compliance_counter.h"
#include "service/app/compliance_facts.h"
#include "service/app/compliance_privacy.h"
#include "service/domain/small_groups.h"

namespace nanolearn {
namespace {

constexpr int kEmployment = static_cast<int>(EngagementKind::kEmployment);

bool HasEmployment(uint8_t kinds) { return (kinds >> kEmployment) & 1; }

bool HasElected(uint8_t kinds) {
  for (int kind = 0; kind < kKinds; ++kind) {
    if (((kinds >> kind) & 1) && IsElected(static_cast<EngagementKind>(kind))) return true;
  }
  return false;
}

// Everybody in the scope's unit with a mandate or a seat, once.
ComplianceCounts ElectedIn(const ReadTransaction& tx, const ComplianceScope& scope) {
  const Id org = scope.organisation.id;
  ComplianceCounts counts;
  if (ComplianceCounter(tx, scope).uses_figures()) {
    for (const FigureRow& row : tx.figures().On(org, {scope.unit().unit->unit_id}, {kNoId}, scope.day)) {
      if (HasElected(row.kinds)) counts.Add(row.kinds, row.figures);
    }
    return counts;
  }
  auto engagements = tx.engagements().OnDay(org, UnitIdsBelow(scope.tree(), scope.node), scope.day);
  std::erase_if(engagements, [](const Engagement& e) { return !IsElected(e.facts.kind); });
  const auto tallies = ReadTallies(tx, org, PeopleOf(engagements), {.day = scope.day}, TallyTogether);
  return CountByUnit(scope.tree(), PresencesOf(engagements), tallies)[scope.node];
}

// The rows by kind may be shown, and those in both kinds of office are no small group.
bool MayShowAll(const CountsByKind& kinds, const std::vector<bool>& hidden, const ComplianceCounts& elected,
                int min_group_size) {
  int in_offices = 0;
  for (int kind = 0; kind < kKinds; ++kind) {
    if (kinds[kind].people > 0 && hidden[kind]) return false;
    if (IsElected(static_cast<EngagementKind>(kind))) in_offices += kinds[kind].people;
  }
  const int in_both = in_offices - elected.people;
  return in_both == 0 || in_both >= min_group_size;
}

// The people of each unit in two parts that share nobody.
struct Parts {
  ComplianceCounts all, employed, only_elected;
};

std::vector<Parts> PartsOfUnits(const ReadTransaction& tx, const ComplianceScope& scope) {
  const auto& nodes = scope.tree().nodes();
  absl::flat_hash_map<Id, size_t> position;
  std::vector<Id> unit_ids;
  for (const UnitTree::Node& node : nodes) {
    position[node.unit->unit_id] = unit_ids.size();
    unit_ids.push_back(node.unit->unit_id);
  }
  std::vector<Parts> parts(nodes.size());
  for (const FigureRow& row : tx.figures().On(scope.organisation.id, unit_ids, {kNoId}, scope.day)) {
    Parts& of_unit = parts[position.at(row.unit_id)];
    of_unit.all.Add(row.kinds, row.figures);
    if (HasEmployment(row.kinds)) of_unit.employed.Add(row.kinds, row.figures);
    if (HasElected(row.kinds) && !HasEmployment(row.kinds)) of_unit.only_elected.Add(row.kinds, row.figures);
  }
  return parts;
}

GroupRow RowFor(int parent, const ComplianceCounts& counts, bool hidden) {
  return {.parent = parent, .people = counts.people, .required = counts.required, .hidden = hidden};
}

// Whether one part of the scope's unit is hidden from the same part of the units around it.
bool IsHiddenInTree(const ComplianceScope& scope, const std::vector<Parts>& parts,
                    const std::vector<bool>& hidden_units, ComplianceCounts Parts::*part) {
  std::vector<GroupRow> rows;
  for (size_t node = 0; node < parts.size(); ++node) {
    rows.push_back(RowFor(scope.tree().nodes()[node].parent, parts[node].*part, hidden_units[node]));
  }
  return HiddenRows(rows, scope.organisation.min_group_size)[scope.node];
}

void AddApart(const ReadTransaction& tx, const ComplianceScope& scope, ReportUnit& unit) {
  const std::vector<bool> hidden_units = HiddenUnits(tx, scope);
  const std::vector<Parts> parts = PartsOfUnits(tx, scope);
  const Parts& own = parts[scope.node];
  const std::vector<bool> hidden = HiddenRows(
      std::vector<GroupRow>{
          RowFor(-1, own.all, hidden_units[scope.node]),
          RowFor(0, own.employed, IsHiddenInTree(scope, parts, hidden_units, &Parts::employed)),
          RowFor(0, own.only_elected, IsHiddenInTree(scope, parts, hidden_units, &Parts::only_elected))},
      scope.organisation.min_group_size);
  unit.elected_are_apart = true;
  unit.employees = {hidden[1], hidden[1] ? ComplianceCounts() : own.employed};
  unit.elected = {hidden[2], hidden[2] ? ComplianceCounts() : own.only_elected};
}

}  // namespace

void AddReportParts(const ReadTransaction& tx, const ComplianceScope& scope, ReportUnit& unit) {
  const ComplianceCounter counter(tx, scope);
  const CountsByKind kinds = counter.OfKinds();
  const ComplianceCounts elected = ElectedIn(tx, scope);
  if (MayShowAll(kinds, HiddenKinds(tx, scope), elected, scope.organisation.min_group_size)) {
    unit.employees.counts = kinds[kEmployment];
    unit.elected.counts = elected;
  } else if (counter.uses_figures()) {
    AddApart(tx, scope, unit);
  } else {
    unit.employees.hidden = unit.elected.hidden = true;
  }
}

}  // namespace nanolearn
