// nanolearn compliance trend

#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/values.h"
#include "admin-cli/wrong_usage.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using Row = v1::ComplianceRow;
using v1::ComplianceService;
using Request = v1::GetComplianceTrendRequest;

struct TrendOptions {
  FigureOptions figures;
  std::string by, from, to;
  int weeks = 0, months = 0;
};

absl::Status SetPeriods(const TrendOptions& options, Request& request) {
  if (options.weeks > 0 && options.months > 0) return UsageError("Give --weeks or --months, not both.");
  if (!options.by.empty() && options.by != "week" && options.by != "month") {
    return UsageError("--by: is week or month.");
  }
  if ((options.by == "week" && options.months > 0) || (options.by == "month" && options.weeks > 0)) {
    return UsageError("--by week goes with --weeks, --by month with --months.");
  }
  const bool by_week = options.by == "week" || options.weeks > 0;
  request.set_period(by_week ? Request::PERIOD_WEEK : Request::PERIOD_MONTH);
  request.set_count(by_week ? options.weeks : options.months);
  if (request.count() > 0 && !options.from.empty()) {
    return UsageError("Give --from, or a number of weeks or months, not both.");
  }
  request.set_from(options.from);
  request.set_to(options.to);
  return absl::OkStatus();
}

// The figures of each point, with its day in the place of a unit.
std::vector<Row> RowsOf(const v1::ComplianceTrend& trend) {
  std::vector<Row> rows;
  for (const v1::ComplianceTrendPoint& point : trend.points()) {
    rows.push_back(point.figures());
    rows.back().set_unit(point.day());
  }
  return rows;
}

absl::Status Trend(const TrendOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  Request request;
  RETURN_IF_ERROR(SetFigures(options.figures, names, request));
  RETURN_IF_ERROR(SetPeriods(options, request));
  ASSIGN_OR_RETURN(
      const v1::ComplianceTrend trend,
      context.client.Call<ComplianceService>(&ComplianceService::Stub::GetComplianceTrend, request));
  const std::vector<Row> rows = RowsOf(trend);
  const ColumnsOf<Row> day = {{{"day", "Day", Type::kWhole}, [](const Row& r) { return r.unit(); }}};
  context.AnswerList(day + FigureColumns(rows), rows, "There are no units.");
  PrintHidden(rows, context);
  if (context.config.format == Format::kTable) {
    context.out << "\n" << ShortId(trend.unit()) << " " << trend.unit_display_name() << ".\n";
  }
  PrintAge(trend.data_age(), context);
  return absl::OkStatus();
}

}  // namespace

void AddComplianceTrend(Noun& noun) {
  Verb trend = noun.AddVerb({"trend", "Show how the figures of a unit went, by month or week",
                             "compliance trend --unit VON --months 24"});
  auto& options = trend.Runs(Trend);
  AddFigureOptions(trend, options.figures);
  trend.Option(options.by, "--by", "PERIOD", "A row for the end of each month (the default) or week");
  trend.Number(options.months, "--months", "The last so many months (default 12)");
  trend.Number(options.weeks, "--weeks", "The last so many weeks");
  trend.Option(options.from, "--from", "DATE", "From the month or week of this day, instead of a number");
  trend.Option(options.to, "--to", "DATE", "Until this day; today without it");
}

}  // namespace nanolearn::cli
