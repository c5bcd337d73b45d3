#include "admin-cli/commands/compliance_output.h"

#include <algorithm>

#include "admin-cli/text.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using Row = v1::ComplianceRow;

constexpr int kBarWidth = 10;

// A count of a row that may be hidden.
ColumnOf<Row> Count(const std::string& key, const std::string& heading, int32_t (Row::*count)() const,
                    Shown shown = Shown::kAlways) {
  return {{key, heading, Type::kNumber, shown},
          [count](const Row& r) { return r.hidden() ? Value() : Value((r.*count)()); }};
}

Value Employees(const Row& r) { return r.has_employees() ? Value(r.employees()) : Value(); }
Value Elected(const Row& r) { return r.has_elected() ? Value(r.elected()) : Value(); }
Value Rate(const Row& r) { return r.has_completion_rate() ? Value(r.completion_rate()) : Value(); }

std::string RateBar(const Row& row) {
  if (row.hidden()) return "hidden";
  return row.has_completion_rate() ? Bar(row.completion_rate(), kBarWidth) : " ";  // not "–"
}

ColumnOf<Row> AssignmentColumn(const std::string& key, int32_t (v1::AssignmentCounts::*count)() const) {
  return {{key, "", Type::kNumber, Shown::kInData}, [count](const Row& r) {
            return r.has_assignments() ? Value((r.assignments().*count)()) : Value();
          }};
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

}  // namespace

void AddFigureOptions(Verb& verb, FigureOptions& options) {
  verb.Option(options.unit, "--unit", "CODE", "The unit; the topmost that the token sees without it");
  verb.Option(options.programme, "--programme", "X", "Only assignments of this programme");
  verb.Option(options.module, "--module", "M", "Only assignments of this module");
}

ColumnsOf<Row> FigureColumns(const std::vector<Row>& rows) {
  ColumnsOf<Row> columns = {Count("people", "People", &Row::people),
                            {{"employees", "Employees", Type::kNumber, Shown::kInData}, Employees},
                            {{"elected", "Elected", Type::kNumber, Shown::kInData}, Elected},
                            Count("required", "Required", &Row::required),
                            Count("completed", "Completed", &Row::completed),
                            Count("overdue", "Overdue", &Row::overdue),
                            Count("waived", "Waived", &Row::waived, Shown::kInData),
                            Count("paused", "Paused", &Row::paused, Shown::kInData)};
  const auto any = [&](int32_t (Row::*count)() const) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& r) { return (r.*count)() > 0; });
  };
  if (any(&Row::waived)) columns.push_back(Count("waived", "Waived", &Row::waived, Shown::kInTable));
  if (any(&Row::paused)) columns.push_back(Count("paused", "Paused", &Row::paused, Shown::kInTable));
  columns.push_back({{"rate", "Rate", Type::kRate}, Rate});
  columns.push_back({{"bar", "", Type::kBar, Shown::kInTable}, RateBar});
  columns.push_back({{"hidden", "", Type::kText, Shown::kInData}, [](const Row& r) { return r.hidden(); }});
  return columns + AssignmentColumns();
}

void PrintHidden(const std::vector<Row>& rows, Context& context) {
  if (context.config.format != Format::kTable) return;
  if (std::none_of(rows.begin(), rows.end(), [](const Row& r) { return r.hidden(); })) return;
  context.out << "\nHidden rows are groups of too few people, or would tell of one.\n";
}

void PrintAge(const v1::DataAge& age, Context& context) {
  if (context.config.format != Format::kTable) return;
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

}  // namespace nanolearn::cli
