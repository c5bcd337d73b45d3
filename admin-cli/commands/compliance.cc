#include "admin-cli/commands/compliance.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/text.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using Row = v1::ComplianceRow;
using v1::ComplianceService;
using v1::QueryComplianceRequest;
using v1::QueryComplianceResponse;

constexpr int kBarWidth = 10;

Value Rate(const Row& row) { return row.has_completion_rate() ? Value(row.completion_rate()) : Value(); }

std::string RateBar(const Row& row) {
  return row.has_completion_rate() ? Bar(row.completion_rate(), kBarWidth) : " ";  // not "–"
}

// What a row is about. `top` is the depth of the topmost unit.
ColumnsOf<Row> UnitColumns(int top) {
  return {
      {{"unit", "Unit"}, [](const Row& r) { return ShortId(r.unit()); }},
      {{"name", "Name", Type::kText, Shown::kNotInTable}, [](const Row& r) { return r.unit_display_name(); }},
      {{"name", "Name", Type::kText, Shown::kInTable},
       [top](const Row& r) {
         return std::string(2 * std::max(r.depth() - top, 0), ' ') + r.unit_display_name();
       }},
      {{"type", "Type", Type::kEnum, Shown::kInData}, [](const Row& r) { return EnumText(r.unit_type()); }},
      {{"depth", "Depth", Type::kNumber, Shown::kInData}, [](const Row& r) { return r.depth(); }}};
}

const ColumnsOf<Row>& KindColumns() {
  static const auto* const kColumns =
      new ColumnsOf<Row>{{{"unit", "Unit"}, [](const Row& r) { return ShortId(r.unit()); }},
                         {{"kind", "Kind", Type::kEnum}, [](const Row& r) { return EnumText(r.kind()); }}};
  return *kColumns;
}

const ColumnsOf<Row>& ModuleColumns() {
  static const auto* const kColumns =
      new ColumnsOf<Row>{{{"unit", "Unit"}, [](const Row& r) { return ShortId(r.unit()); }},
                         {{"module", "Module"}, [](const Row& r) { return ShortId(r.module()); }},
                         {{"name", "Name"}, [](const Row& r) { return r.module_display_name(); }}};
  return *kColumns;
}

// The figures, the same for every kind of row.
const ColumnsOf<Row>& FigureColumns() {
  static const auto* const kColumns = new ColumnsOf<Row>{
      {{"people", "People", Type::kNumber}, [](const Row& r) { return r.people(); }},
      {{"employees", "Employees", Type::kNumber, Shown::kInData}, [](const Row& r) { return r.employees(); }},
      {{"elected", "Elected", Type::kNumber, Shown::kInData}, [](const Row& r) { return r.elected(); }},
      {{"required", "Required", Type::kNumber}, [](const Row& r) { return r.required(); }},
      {{"completed", "Completed", Type::kNumber}, [](const Row& r) { return r.completed(); }},
      {{"overdue", "Overdue", Type::kNumber}, [](const Row& r) { return r.overdue(); }},
      {{"rate", "Rate", Type::kRate}, Rate},
      {{"bar", "", Type::kNumber /* never cut */, Shown::kInTable}, RateBar}};
  return *kColumns;
}

ColumnOf<Row> AssignmentColumn(const std::string& key, int32_t (v1::AssignmentCounts::*count)() const) {
  return {{key, "", Type::kNumber, Shown::kInData},
          [count](const Row& r) { return (r.assignments().*count)(); }};
}

ColumnsOf<Row> AssignmentColumns() {
  using Counts = v1::AssignmentCounts;
  return {AssignmentColumn("assignments", &Counts::assigned),
          AssignmentColumn("assignments_completed", &Counts::completed),
          AssignmentColumn("assignments_completed_late", &Counts::completed_late),
          AssignmentColumn("assignments_overdue", &Counts::overdue),
          AssignmentColumn("assignments_not_due", &Counts::not_yet_due),
          AssignmentColumn("assignments_waived", &Counts::waived),
          AssignmentColumn("assignments_paused", &Counts::paused)};
}

// The day of the figures and how fresh they are.
void PrintAge(const QueryComplianceResponse& response, Context& context) {
  const v1::DataAge& age = response.data_age();
  context.out << "\nAs of " << response.as_of() << ".\n";
  for (const v1::DataAge::Source& source : age.sources()) {
    context.out << "Source " << OneLine(source.source()) << ": "
                << (source.has_sync_time() ? LocalTime(FormatInstant(source.sync_time())) : "never synced")
                << (source.effective_date().empty() ? "" : ", effective " + source.effective_date()) << ".\n";
  }
  context.out << "Last completion: "
              << (age.has_last_completion_time() ? LocalTime(FormatInstant(age.last_completion_time()))
                                                 : "none")
              << ".\n";
}

struct ShowOptions {
  std::string unit, by = "unit", as_of, programme, module;
};

absl::StatusOr<QueryComplianceRequest::GroupBy> GroupingOf(const std::string& by) {
  if (by == "unit") return QueryComplianceRequest::GROUP_BY_UNIT;
  if (by == "kind") return QueryComplianceRequest::GROUP_BY_KIND;
  if (by == "module") return QueryComplianceRequest::GROUP_BY_MODULE;
  return UsageError(absl::StrCat("--by: \"", by, "\" is not one of unit, kind, module."));
}

ColumnsOf<Row> ColumnsFor(QueryComplianceRequest::GroupBy group_by, const std::vector<Row>& rows) {
  const ColumnsOf<Row> figures = FigureColumns() + AssignmentColumns();
  if (group_by == QueryComplianceRequest::GROUP_BY_KIND) return KindColumns() + figures;
  if (group_by == QueryComplianceRequest::GROUP_BY_MODULE) return ModuleColumns() + figures;
  return UnitColumns(rows.empty() ? 0 : rows.front().depth()) + figures;
}

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const auto group_by, GroupingOf(options.by));
  QueryComplianceRequest request;
  request.set_parent(names.parent());
  request.set_as_of(options.as_of);
  request.set_group_by(group_by);
  ASSIGN_OR_RETURN(*request.mutable_unit(), names.Unit(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_programme(), names.Programme(options.programme));
  ASSIGN_OR_RETURN(*request.mutable_module(), names.Module(options.module));
  QueryComplianceResponse last;
  ASSIGN_OR_RETURN(const auto rows,
                   ListAll<ComplianceService>(context, &ComplianceService::Stub::QueryCompliance, request,
                                              &QueryComplianceResponse::rows, 0, &last));
  context.AnswerList(ColumnsFor(group_by, rows), rows, "Nobody on that day.");
  if (context.config.format == Format::kTable) PrintAge(last, context);
  return absl::OkStatus();
}

}  // namespace

void AddCompliance(CommandLine& line) {
  Noun noun = line.AddNoun("compliance", "Who was required to, who has, who is late");

  Verb show = noun.AddVerb({"show", "Show the figures of a unit and everything below it",
                            "compliance show --unit VON --as-of 2026-11-23 --output json"});
  auto& options = show.Runs(Show);
  show.Option(options.unit, "--unit", "CODE", "The unit; the topmost that the token sees without it");
  show.Option(options.by, "--by", "GROUP",
              "A row for each unit (the default), kind of engagement, or module");
  show.Option(options.as_of, "--as-of", "DATE", "As it is on this day; today without it");
  show.Option(options.programme, "--programme", "X", "Only assignments of this programme");
  show.Option(options.module, "--module", "M", "Only assignments of this module");
}

}  // namespace nanolearn::cli
