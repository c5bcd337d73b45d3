#include "service/app/compliance_scope.h"

#include "absl/strings/str_cat.h"
#include "service/app/lookup.h"
#include "service/app/unit_limit.h"
#include "service/base/status_macros.h"

namespace nanolearn {

Id ComplianceScope::subject() const {
  if (has_both()) return kNoId;
  return programme_id != kNoId ? programme_id : module_id;
}

absl::StatusOr<ComplianceScope> OpenScope(const Environment& env, UnitTrees& trees, const ReadTransaction& tx,
                                          const Caller& caller, const ComplianceSubject& subject,
                                          std::optional<Date> as_of, Permission permission) {
  ComplianceScope scope;
  ASSIGN_OR_RETURN(scope.organisation, Authorise(tx, caller, subject.organisation, permission));
  const Date today = Today(env, scope.organisation);
  scope.day = as_of.value_or(today);
  scope.day_tree = trees.On(tx, scope.organisation, scope.day);
  ASSIGN_OR_RETURN(scope.node, ScopeNode(caller, scope.organisation, scope.tree(), subject.unit_code));
  ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, scope.organisation, scope.day, today));
  if (scope.node >= 0) RETURN_IF_ERROR(limit.CheckUnit(scope.unit().unit->unit_id));
  ASSIGN_OR_RETURN(scope.programme_id, FindProgrammeId(tx, scope.organisation, subject.programme));
  ASSIGN_OR_RETURN(scope.module_id, FindModuleId(tx, scope.organisation, subject.module));
  scope.has_unit = caller.token.unit_id != kNoId;
  scope.hides_small_groups =
      caller.manager_id != kNoId || !RoleAllows(caller.token.role, Permission::kReadAssignments);
  if (caller.manager_id != kNoId) {
    scope.manager_id = caller.manager_id;
    scope.manager_unit_id = caller.token.unit_id;
  }
  return scope;
}

DataAge AgeOf(const ReadTransaction& tx, Id organisation_id) {
  return {tx.sources().List(organisation_id), tx.compliance().LastCompletion(organisation_id)};
}

std::string TextOf(const ComplianceSubject& subject) {
  return absl::StrCat(subject.organisation, "\n", subject.unit_code, "\n", subject.programme, "\n",
                      subject.module);
}

ComplianceRow RowOf(const UnitTree& tree, int node, const ComplianceCounts& counts) {
  const UnitTree::Node& n = tree.nodes()[node];
  ComplianceRow row;
  row.unit_code = n.unit->code;
  row.unit_name = n.unit->name;
  row.unit_type = n.unit->type;
  row.depth = n.depth;
  row.counts = counts;
  return row;
}

void Hide(ComplianceRow& row) {
  row.counts = {};
  row.hidden = true;
}

}  // namespace nanolearn
