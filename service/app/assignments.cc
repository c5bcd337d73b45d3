#include "service/app/assignments.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/assignment_viewer.h"
#include "service/app/lookup.h"
#include "service/app/unit_limit.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

std::string QueryText(const AssignmentListQuery& q) {
  return absl::StrCat("assignments\n", q.organisation, "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      q.person_id, "\n", q.module, "\n", q.programme, "\n", q.unit_code, "\n",
                      absl::StrJoin(q.states, ",", [](std::string* out, AssignmentState state) {
                        absl::StrAppend(out, static_cast<int>(state));
                      }));
}

// The ids in the database of what the caller named.
absl::Status Resolve(const ReadTransaction& tx, const Organisation& org, const AssignmentListQuery& query,
                     AssignmentQuery& resolved) {
  ASSIGN_OR_RETURN(resolved.module_id, FindModuleId(tx, org, query.module));
  ASSIGN_OR_RETURN(resolved.programme_id, FindProgrammeId(tx, org, query.programme));
  resolved.person_id = query.person_id;
  resolved.states = query.states;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AssignmentView> Assignments::Get(const Caller& caller, const std::string& organisation, Id id,
                                                std::optional<Date> as_of) {
  AssignmentView view;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, organisation, Permission::kReadAssignments));
    const Date today = Today(env_, org);
    ASSIGN_OR_RETURN(view, ViewAssignment(tx, caller, org, id, as_of.value_or(today), today));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<AssignmentList> Assignments::List(const Caller& caller, const AssignmentListQuery& query,
                                                 const PageRequest& request) {
  const std::string text = QueryText(query);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, text));
  AssignmentList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    list = {};
    ASSIGN_OR_RETURN(const Organisation org,
                     Authorise(tx, caller, query.organisation, Permission::kReadAssignments));
    const Date today = Today(env_, org);
    AssignmentQuery resolved{.day = query.as_of.value_or(today), .after = page.after_id(), .limit = page.size + 1};
    RETURN_IF_ERROR(Resolve(tx, org, query, resolved));
    if (caller.token.unit_id != kNoId || !query.unit_code.empty()) {
      const std::shared_ptr<const DayTree> day_tree = trees_.On(tx, org, resolved.day);
      const UnitTree& tree = day_tree->tree();
      ASSIGN_OR_RETURN(const int scope, ScopeNode(caller, org, tree, query.unit_code));
      resolved.unit_ids = UnitIdsFor(caller, tree, scope);
    }
    ASSIGN_OR_RETURN(const UnitLimit limit, UnitLimit::Of(tx, caller, org, resolved.day, today));
    std::vector<AssignmentOnDay> rows = tx.assignments().List(org.id, resolved);
    if (rows.size() > static_cast<size_t>(page.size)) {
      rows.pop_back();
      list.next_page_token = NextPageToken(text, rows.back().assignment.id);
    }
    limit.KeepIn(rows, [](const AssignmentOnDay& row) { return row.assignment.person_id; });
    list.assignments = ViewAssignments(tx, org.id, rows, resolved.day);
    return absl::OkStatus();
  }));
  return list;
}

}  // namespace nanolearn
