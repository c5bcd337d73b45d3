// nanolearn compliance change

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::ComplianceService;

// The figures of a day, or what one reason changed in them.
struct Line {
  std::string what;  // a day or a reason
  bool is_change = false;
  int who = 0;
  int people = 0, required = 0, completed = 0, overdue = 0, waived = 0, paused = 0;
};

Line LineOf(const std::string& day, const v1::ComplianceRow& row) {
  return {day,           false,        0,           row.people(), row.required(), row.completed(),
          row.overdue(), row.waived(), row.paused()};
}

Line LineOf(const v1::ComplianceChange& change) {
  return {EnumText(change.reason()), true,
          change.people(),           change.people_change(),
          change.required_change(),  change.completed_change(),
          change.overdue_change(),   change.waived_change(),
          change.paused_change()};
}

// "+3", "-2"; nothing for no change.
std::string Signed(const Line& line, int count) {
  if (!line.is_change) return absl::StrCat(count);
  if (count == 0) return " ";  // not "–"
  return absl::StrCat(count > 0 ? "+" : "", count);
}

void AddCount(const std::string& key, const std::string& heading, int Line::*count,
              ColumnsOf<Line>& columns) {
  columns.push_back({{key, heading, Type::kNumber, Shown::kNotInTable},
                     [count](const Line& l) { return Value(int64_t{l.*count}); }});
  columns.push_back({{key, heading, Type::kNumber, Shown::kInTable},
                     [count](const Line& l) { return Signed(l, l.*count); }});
}

ColumnsOf<Line> Columns() {
  ColumnsOf<Line> columns = {{{"what", "What", Type::kEnum}, [](const Line& l) { return l.what; }},
                             {{"who", "Who", Type::kNumber, Shown::kNotInTable},
                              [](const Line& l) { return l.is_change ? Value(int64_t{l.who}) : Value(); }},
                             {{"who", "Who", Type::kNumber, Shown::kInTable}, [](const Line& l) {
                                return l.is_change ? absl::StrCat(l.who) : std::string(" ");
                              }}};
  AddCount("people", "People", &Line::people, columns);
  AddCount("required", "Required", &Line::required, columns);
  AddCount("completed", "Completed", &Line::completed, columns);
  AddCount("overdue", "Overdue", &Line::overdue, columns);
  AddCount("waived", "Waived", &Line::waived, columns);
  AddCount("paused", "Paused", &Line::paused, columns);
  return columns;
}

struct ChangeOptions {
  FigureOptions figures;
  std::string from, to;
};

absl::Status Change(const ChangeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CompareComplianceRequest request;
  RETURN_IF_ERROR(SetFigures(options.figures, names, request));
  request.set_from(options.from);
  request.set_to(options.to);
  ASSIGN_OR_RETURN(
      const v1::ComplianceComparison comparison,
      context.client.Call<ComplianceService>(&ComplianceService::Stub::CompareCompliance, request));
  std::vector<Line> lines = {LineOf(comparison.from(), comparison.before())};
  for (const v1::ComplianceChange& change : comparison.changes()) lines.push_back(LineOf(change));
  lines.push_back(LineOf(comparison.to(), comparison.after()));
  context.AnswerList(Columns(), lines, "");
  if (context.config.format == Format::kTable) {
    context.out << "\n"
                << ShortId(comparison.after().unit()) << " " << comparison.after().unit_display_name()
                << ". Each person is in one line; the lines between the days add up to the change.\n";
  }
  PrintAge(comparison.data_age(), context);
  return absl::OkStatus();
}

}  // namespace

void AddComplianceChange(Noun& noun) {
  Verb change = noun.AddVerb({"change", "Show why the figures of a unit changed between two days",
                              "compliance change --unit VON --from 2026-10-01 --to 2026-12-31"});
  auto& options = change.Runs(Change);
  AddFigureOptions(change, options.figures);
  change.Option(options.from, "--from", "DATE", "The first day", Need::kRequired);
  change.Option(options.to, "--to", "DATE", "The second day; today without it");
}

}  // namespace nanolearn::cli
