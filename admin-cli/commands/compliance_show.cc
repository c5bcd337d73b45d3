// nanolearn compliance show

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "admin-cli/wrong_usage.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using Row = v1::ComplianceRow;
using v1::ComplianceService;
using v1::QueryComplianceRequest;
using v1::QueryComplianceResponse;

ColumnOf<Row> UnitColumn() {
  return {{"unit", "Unit"}, [](const Row& r) { return ShortId(r.unit()); }};
}

// What a row is about. `top` is the depth of the topmost unit.
ColumnsOf<Row> UnitColumns(int top) {
  return {
      UnitColumn(),
      {{"name", "Name", Type::kText, Shown::kNotInTable}, [](const Row& r) { return r.unit_display_name(); }},
      {{"name", "Name", Type::kText, Shown::kInTable},
       [top](const Row& r) {
         return std::string(2 * std::max(r.depth() - top, 0), ' ') + r.unit_display_name();
       }},
      {{"type", "Type", Type::kEnum, Shown::kInData}, [](const Row& r) { return EnumText(r.unit_type()); }},
      {{"depth", "Depth", Type::kNumber, Shown::kInData}, [](const Row& r) { return r.depth(); }}};
}

std::string ManagerInTable(const Row& row) {
  if (row.manager().empty()) return "(no manager)";
  return row.manager_display_name().empty() ? "(protected identity)" : row.manager_display_name();
}

ColumnsOf<Row> ManagerColumns() {
  return {UnitColumn(),
          {{"manager", "Manager", Type::kWhole}, [](const Row& r) { return Optional(ShortId(r.manager())); }},
          {{"name", "Name", Type::kText, Shown::kInTable}, ManagerInTable},
          {{"name", "Name", Type::kText, Shown::kNotInTable},
           [](const Row& r) { return Optional(r.manager_display_name()); }}};
}

ColumnsOf<Row> GroupColumns(QueryComplianceRequest::GroupBy group_by) {
  switch (group_by) {
    case QueryComplianceRequest::GROUP_BY_KIND:
      return {UnitColumn(), {{"kind", "Kind", Type::kEnum}, [](const Row& r) { return EnumText(r.kind()); }}};
    case QueryComplianceRequest::GROUP_BY_MODULE:
      return {UnitColumn(),
              {{"module", "Module"}, [](const Row& r) { return ShortId(r.module()); }},
              {{"name", "Name"}, [](const Row& r) { return r.module_display_name(); }}};
    case QueryComplianceRequest::GROUP_BY_PROGRAMME:
      return {UnitColumn(),
              {{"programme", "Programme"}, [](const Row& r) { return ShortId(r.programme()); }},
              {{"name", "Name"}, [](const Row& r) { return r.programme_display_name(); }}};
    case QueryComplianceRequest::GROUP_BY_ROLE:
      return {UnitColumn(),
              {{"role", "Role"}, [](const Row& r) { return Optional(r.role()); }},
              {{"role_group", "Group", Type::kEnum},
               [](const Row& r) { return Optional(EnumText(r.role_group())); }}};
    case QueryComplianceRequest::GROUP_BY_ROLE_GROUP:
      return {UnitColumn(),
              {{"role_group", "Group", Type::kEnum}, [](const Row& r) { return EnumText(r.role_group()); }}};
    case QueryComplianceRequest::GROUP_BY_MANAGER:
      return ManagerColumns();
    case QueryComplianceRequest::GROUP_BY_TOPIC:
      return {UnitColumn(), {{"topic", "Topic"}, [](const Row& r) { return r.topic(); }}};
    default:
      return {};
  }
}

struct ShowOptions {
  FigureOptions figures;
  std::string by = "unit", as_of;
  bool children = false;
};

ColumnsOf<Row> ColumnsFor(QueryComplianceRequest::GroupBy group_by, const std::vector<Row>& rows) {
  if (group_by != QueryComplianceRequest::GROUP_BY_UNIT) return GroupColumns(group_by) + FigureColumns(rows);
  return UnitColumns(rows.empty() ? 0 : rows.front().depth()) + FigureColumns(rows);
}

absl::StatusOr<QueryComplianceRequest::GroupBy> GroupingOf(const std::string& by) {
  using GroupBy = QueryComplianceRequest::GroupBy;
  const absl::StatusOr<GroupBy> group_by = ParseEnum<GroupBy>(by);
  if (group_by.ok()) return group_by;
  return UsageError(absl::StrCat("--by: \"", by, "\" is not one of ", Choices<GroupBy>(), "."));
}

void PrintUnreachable(int people, Context& context) {
  if (people == 0 || context.config.format != Format::kTable) return;
  context.out << "\n" << people << (people == 1 ? " person is" : " people are") << " not reached by mail.\n";
}

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const auto group_by, GroupingOf(options.by));
  QueryComplianceRequest request;
  RETURN_IF_ERROR(SetFigures(options.figures, names, request));
  request.set_as_of(options.as_of);
  request.set_group_by(group_by);
  request.set_children_only(options.children);
  QueryComplianceResponse last;
  ASSIGN_OR_RETURN(const auto rows,
                   ListAll<ComplianceService>(context, &ComplianceService::Stub::QueryCompliance, request,
                                              &QueryComplianceResponse::rows, 0, &last));
  context.AnswerList(ColumnsFor(group_by, rows), rows, "Nobody on that day.");
  PrintHidden(rows, context);
  PrintUnreachable(last.unreachable(), context);
  if (context.config.format == Format::kTable) context.out << "\nAs of " << last.as_of() << ".\n";
  PrintAge(last.data_age(), context);
  return absl::OkStatus();
}

}  // namespace

void AddComplianceShow(Noun& noun) {
  Verb show = noun.AddVerb({"show", "Show the figures of a unit and everything below it",
                            "compliance show --unit VON --as-of 2026-11-23 --output json"});
  auto& options = show.Runs(Show);
  AddFigureOptions(show, options.figures);
  show.Option(options.by, "--by", "GROUP",
              "A row for each: " + Choices<QueryComplianceRequest::GroupBy>() + " (default unit)");
  show.Flag(options.children, "--children", "By unit: only the unit and those right below it");
  show.Option(options.as_of, "--as-of", "DATE", "As it is on this day; today without it");
}

}  // namespace nanolearn::cli
