#include "service/app/compliance.h"

#include "absl/strings/str_cat.h"
#include "service/app/compliance_rows.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

std::string QueryText(const ComplianceQuery& q) {
  return absl::StrCat("compliance\n", TextOf(q), "\n", q.as_of ? FormatDate(*q.as_of) : "", "\n",
                      static_cast<int>(q.group_by), "\n", q.children_only);
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
    ASSIGN_OR_RETURN(ComplianceRows rows,
                     MakeRows(tx, scope, query, caller.token.role, page.after_id(), page.size));
    report.rows = std::move(rows.rows);
    if (rows.has_more) report.next_page_token = NextPageToken(text, page.after_id() + page.size);
    return absl::OkStatus();
  }));
  return report;
}

}  // namespace nanolearn
