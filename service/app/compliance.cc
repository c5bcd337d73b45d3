#include "service/app/compliance.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

// What a query works on: one snapshot's tree and facts.
struct Facts {
  const UnitTree& tree;
  int scope;
  std::vector<Presence> presences;
  std::vector<PersonTally> tallies;
};

ComplianceRow RowOf(const UnitTree& tree, int node, const ComplianceCounts& counts) {
  const UnitTree::Node& n = tree.nodes()[node];
  return {.unit_code = n.unit->code,
          .unit_name = n.unit->name,
          .unit_type = n.unit->type,
          .depth = n.depth,
          .counts = counts};
}

std::vector<ComplianceRow> RowsByUnit(const Facts& facts) {
  const std::vector<ComplianceCounts> counts = CountByUnit(facts.tree, facts.presences, facts.tallies);
  std::vector<ComplianceRow> rows;
  for (int node = facts.scope; node < facts.tree.nodes()[facts.scope].end; ++node) {
    rows.push_back(RowOf(facts.tree, node, counts[node]));
  }
  return rows;
}

std::vector<ComplianceRow> RowsByKind(const Facts& facts) {
  const std::vector<ComplianceCounts> counts =
      CountByKind(facts.tree, facts.scope, facts.presences, facts.tallies);
  std::vector<ComplianceRow> rows;
  for (size_t kind = 0; kind < counts.size(); ++kind) {
    if (counts[kind].people == 0) continue;
    rows.push_back(RowOf(facts.tree, facts.scope, counts[kind]));
    rows.back().kind = static_cast<EngagementKind>(kind);
  }
  return rows;
}

std::vector<ComplianceRow> RowsByModule(const ReadTransaction& tx, Id organisation_id, const Facts& facts) {
  std::vector<Id> ids;
  for (const PersonTally& tally : facts.tallies) ids.push_back(tally.module_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<ModuleSummary> modules = tx.modules().FindAll(organisation_id, ids);
  std::sort(modules.begin(), modules.end(), [](const auto& a, const auto& b) { return a.slug < b.slug; });
  ids.clear();
  for (const ModuleSummary& module : modules) ids.push_back(module.id);
  const auto counts = CountByModule(facts.tree, facts.scope, ids, facts.presences, facts.tallies);
  std::vector<ComplianceRow> rows;
  for (size_t i = 0; i < modules.size(); ++i) {
    rows.push_back(RowOf(facts.tree, facts.scope, counts[i]));
    rows.back().module = modules[i].slug;
    rows.back().module_name = modules[i].display_name;
  }
  return rows;
}

absl::StatusOr<TallyQuery> ResolveTallies(const ReadTransaction& tx, const Organisation& org,
                                          const ComplianceQuery& query, Date day) {
  TallyQuery tallies{.day = day, .by_module = query.group_by == ComplianceGrouping::kModule};
  ASSIGN_OR_RETURN(tallies.programme_id, FindProgrammeId(tx, org, query.programme));
  ASSIGN_OR_RETURN(tallies.module_id, FindModuleId(tx, org, query.module));
  return tallies;
}

std::string QueryText(const ComplianceQuery& q) {
  return absl::StrCat("compliance\n", q.organisation, "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      q.unit_code, "\n", static_cast<int>(q.group_by), "\n", q.programme, "\n", q.module);
}

}  // namespace

absl::StatusOr<ComplianceReport> Compliance::Query(const Caller& caller, const ComplianceQuery& query,
                                                   const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  ComplianceReport report;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, query.organisation, Permission::kReadCompliance));
    const Date day = query.as_of.value_or(Today(env_, org));
    report = {.as_of = day,
              .sources = tx.sources().List(org.id),
              .last_completion = tx.compliance().LastCompletion(org.id)};
    const UnitHistory history(tx.units().Versions(org.id));
    const UnitTree& tree = history.On(day);
    ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, query.unit_code));
    if (scope < 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(const TallyQuery tallies, ResolveTallies(tx, org, query, day));
    const Facts facts{tree, scope, tx.compliance().Presences(org.id, day),
                      tx.compliance().Tallies(org.id, tallies)};
    switch (query.group_by) {
      case ComplianceGrouping::kUnit:
        report.rows = RowsByUnit(facts);
        break;
      case ComplianceGrouping::kKind:
        report.rows = RowsByKind(facts);
        break;
      case ComplianceGrouping::kModule:
        report.rows = RowsByModule(tx, org.id, facts);
        break;
    }
    return absl::OkStatus();
  }));
  const size_t first = std::min<size_t>(page.after_id(), report.rows.size());
  report.rows.erase(report.rows.begin(), report.rows.begin() + first);
  if (report.rows.size() > static_cast<size_t>(page.size)) {
    report.rows.resize(page.size);
    report.next_page_token = NextPageToken(text, static_cast<Id>(first + page.size));
  }
  return report;
}

}  // namespace nanolearn
