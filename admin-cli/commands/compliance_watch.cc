// nanolearn compliance watch

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "admin-cli/commands/compliance.h"
#include "admin-cli/commands/compliance_output.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/compliance_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using Row = v1::ComplianceRow;
using v1::ComplianceService;

constexpr absl::Duration kPatience = absl::Hours(24);

struct WatchOptions {
  FigureOptions figures;
  bool children = false;
  int times = 0;
};

ColumnsOf<Row> ColumnsFor(const std::string& day, const std::vector<Row>& rows) {
  return ColumnsOf<Row>{{{"as_of", "As of", Type::kWhole}, [day](const Row&) { return day; }},
                        {{"unit", "Unit"}, [](const Row& r) { return ShortId(r.unit()); }},
                        {{"name", "Name"}, [](const Row& r) { return r.unit_display_name(); }}} +
         FigureColumns(rows);
}

// Each time as a list of its own.
void Print(const v1::WatchComplianceResponse& response, Context& context) {
  const std::vector<Row> rows(response.rows().begin(), response.rows().end());
  context.AnswerList(ColumnsFor(response.as_of(), rows), rows, "Nobody on that day.");
  context.out.flush();
}

absl::Status Watch(const WatchOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::WatchComplianceRequest request;
  RETURN_IF_ERROR(SetFigures(options.figures, names, request));
  request.set_children(options.children);
  RETURN_IF_ERROR(context.client.Connect());
  grpc::ClientContext call;
  context.client.Prepare(call, kPatience);
  const auto stub = ComplianceService::NewStub(context.client.channel());
  const auto reader = stub->WatchCompliance(&call, request);
  v1::WatchComplianceResponse response;
  for (int seen = 0; reader->Read(&response);) {
    Print(response, context);
    if (++seen != options.times) continue;
    call.TryCancel();
    (void)reader->Finish();
    return absl::OkStatus();
  }
  return context.client.End(reader->Finish());
}

}  // namespace

void AddComplianceWatch(Noun& noun) {
  Verb watch = noun.AddVerb({"watch", "Show the figures of a unit, and again whenever they change",
                             "compliance watch --unit VON --children"});
  auto& options = watch.Runs(Watch);
  AddFigureOptions(watch, options.figures);
  watch.Flag(options.children, "--children", "Also the units right below it");
  watch.Number(options.times, "--times", "End after so many; without it with Ctrl-C or after a day");
}

}  // namespace nanolearn::cli
