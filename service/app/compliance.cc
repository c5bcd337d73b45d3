#include "service/app/compliance.h"

#include "absl/strings/str_cat.h"
#include "service/app/compliance_rows.h"
#include "service/app/mail_recipients.h"
#include "service/app/reporting_lines.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

std::string QueryText(const ComplianceQuery& q) {
  return absl::StrCat("compliance\n", TextOf(q), "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      static_cast<int>(q.group_by), "\n", q.children_only);
}

// Of those of whom the caller may know.
int CountUnreachable(const ReadTransaction& tx, const ComplianceScope& scope, const Caller& caller,
                     Date today) {
  if (scope.day != today || !RoleAllows(caller.token.role, Permission::kReadAssignments)) return 0;
  const Id org = scope.organisation.id;
  std::vector<Id> people = UnreachablePeople(tx, org, UnitIdsFor(caller, scope.tree(), scope.node), today);
  if (caller.manager_id != kNoId) people = InLineOf(tx, org, caller.manager_id, people, today);
  return static_cast<int>(people.size());
}

void AddParent(const Caller& caller, const ComplianceScope& scope, ComplianceReport& report) {
  const int parent = scope.unit().parent;
  if (parent < 0) return;
  const UnitTree& tree = scope.tree();
  if (caller.token.unit_id != kNoId && !tree.IsWithin(parent, tree.NodeOf(caller.token.unit_id))) return;
  report.parent_code = tree.nodes()[parent].unit->code;
  report.parent_name = tree.nodes()[parent].unit->name;
}

}  // namespace

absl::StatusOr<ComplianceReport> Compliance::Query(const Caller& caller, const ComplianceQuery& query,
                                                   const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  ComplianceReport report;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const ComplianceScope scope,
                     OpenScope(env_, trees_, tx, caller, query, query.as_of, Permission::kReadCompliance));
    report = {.as_of = scope.day, .age = AgeOf(tx, scope.organisation.id)};
    if (scope.node < 0) return absl::OkStatus();
    AddParent(caller, scope, report);
    ASSIGN_OR_RETURN(ComplianceRows rows,
                     MakeRows(tx, scope, query, caller.token.role, page.after_id(), page.size));
    report.rows = std::move(rows.rows);
    if (rows.has_more) report.next_page_token = NextPageToken(text, page.after_id() + page.size);
    report.unreachable = CountUnreachable(tx, scope, caller, Today(env_, scope.organisation));
    return absl::OkStatus();
  }));
  return report;
}

}  // namespace nanolearn
