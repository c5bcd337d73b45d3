#include "admin-cli/commands/reports.h"

#include "absl/strings/str_cat.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/commands/report_output.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/report_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Report;
using v1::ReportService;

struct MakeOptions {
  std::string unit, period, language, format, out, request_id;
};

absl::Status Make(v1::ReportKind kind, const MakeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  ASSIGN_OR_RETURN(const v1::ReportFormat format, ReportFormatOf(options.format, options.out));
  v1::CreateReportRequest request;
  request.set_parent(names.parent());
  Report& wanted = *request.mutable_report();
  wanted.set_kind(kind);
  ASSIGN_OR_RETURN(*wanted.mutable_unit(), names.Unit(options.unit));
  wanted.set_period(options.period);
  wanted.set_language(options.language);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const Report report,
                   context.client.Call<ReportService>(&ReportService::Stub::CreateReport, request, kLong));
  if (options.out != "-") context.AnswerOne(ReportColumns(), report);
  if (options.out.empty() && options.format.empty()) {
    context.Note(
        absl::StrCat("Stored. Get it with nanolearn reports get ", ShortId(report.name()), " --format pdf."));
    return absl::OkStatus();
  }
  return WriteReportFile(report, format, options.out, context);
}

absl::Status MakeBoard(const MakeOptions& options, Context& context) {
  return Make(v1::REPORT_KIND_BOARD, options, context);
}

absl::Status MakeAnnual(const MakeOptions& options, Context& context) {
  return Make(v1::REPORT_KIND_ANNUAL, options, context);
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListReportsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto reports,
                   ListAll<ReportService>(context, &ReportService::Stub::ListReports, request,
                                          &v1::ListReportsResponse::reports, options.limit));
  context.AnswerList(ReportColumns(), reports, "There is no report. Make one with nanolearn reports board.");
  return absl::OkStatus();
}

absl::StatusOr<Report> GetReport(const std::string& id, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::GetReportRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Report(id));
  return context.client.Call<ReportService>(&ReportService::Stub::GetReport, request);
}

struct ShowOptions {
  std::string id;
};

absl::Status Show(const ShowOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Report report, GetReport(options.id, context));
  const auto files = [](const Report& r) {
    std::vector<Record> records;
    for (const v1::ReportFile& file : r.files()) {
      records.push_back(
          {{{"file", file.file_name()}, {"bytes", file.size_bytes()}, {"sha256", file.hash()}}});
    }
    return records;
  };
  const ColumnsOf<Report> more = {
      {{"files", "Files"}, files},
      {{"parameters", "Parameters"}, [](const Report& r) { return r.parameters(); }}};
  context.AnswerOne(ReportColumns() + more, report);
  return absl::OkStatus();
}

struct GetOptions {
  std::string id, format, out;
};

absl::Status Get(const GetOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::ReportFormat format, ReportFormatOf(options.format, options.out));
  ASSIGN_OR_RETURN(const Report report, GetReport(options.id, context));
  return WriteReportFile(report, format, options.out, context);
}

struct ScheduleOptions {
  std::string name, kind, unit, every, language, request_id;
  int days_after = 5;
  std::vector<std::string> recipients;
};

absl::Status SetSchedule(const ScheduleOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::SetReportScheduleRequest request;
  v1::ReportSchedule& schedule = *request.mutable_schedule();
  ASSIGN_OR_RETURN(*schedule.mutable_name(), names.ReportSchedule(options.name));
  ASSIGN_OR_RETURN(const auto kind, ParseEnum<v1::ReportKind>(options.kind));
  schedule.set_kind(kind);
  ASSIGN_OR_RETURN(*schedule.mutable_unit(), names.Unit(options.unit));
  ASSIGN_OR_RETURN(const auto every, ParseEnum<v1::ReportInterval>(options.every));
  schedule.set_every(every);
  schedule.set_days_after(options.days_after);
  schedule.set_language(options.language);
  for (const std::string& recipient : options.recipients) schedule.add_recipients(recipient);
  request.set_request_id(context.UseRequestId(options.request_id));
  ASSIGN_OR_RETURN(const v1::ReportSchedule set,
                   context.client.Call<ReportService>(&ReportService::Stub::SetReportSchedule, request));
  context.AnswerOne(ScheduleColumns(), set);
  return absl::OkStatus();
}

struct NoOptions {};

absl::Status ListSchedules(const NoOptions&, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListReportSchedulesRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto response,
                   context.client.Call<ReportService>(&ReportService::Stub::ListReportSchedules, request));
  context.AnswerList(ScheduleColumns(), response.schedules(),
                     "Nothing is scheduled. Begin with nanolearn reports schedule set.");
  return absl::OkStatus();
}

struct DeleteOptions {
  std::string name, request_id;
};

absl::Status DeleteSchedule(const DeleteOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::DeleteReportScheduleRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.ReportSchedule(options.name));
  RETURN_IF_ERROR(SendChange<ReportService>(&ReportService::Stub::DeleteReportSchedule, request, options.request_id, context)
                      .status());
  context.Note(
      absl::StrCat("Deleted the schedule ", options.name, ". The reports that it has made are kept."));
  return absl::OkStatus();
}

void TakeMakeOptions(MakeOptions& options, Verb& verb) {
  verb.Option(options.language, "--language", "LANGUAGE", "sv (the default) or en");
  verb.Option(options.format, "--format", "FORMAT",
              "Write the report in this form, too: " + Choices<v1::ReportFormat>());
  verb.Option(options.out, "--out", "FILE", "Where to; - for the output; the stored file's name without it");
  verb.RequestId(options.request_id);
}

void AddScheduleVerbs(Noun& noun) {
  Noun schedule = noun.AddNoun("schedule", "Reports that are made and mailed after each period");
  Verb set = schedule.AddVerb({"set", "Make a schedule, or change one",
                               "reports schedule set von --kind board --unit VON --every quarter \\\n"
                               "    --days-after 5 --to secretary@alvnas.example"});
  auto& options = set.Runs(SetSchedule);
  set.Argument(options.name, "NAME", "The schedule's: a-z, 0-9 and -");
  set.Option(options.kind, "--kind", "KIND", "One of: " + Choices<v1::ReportKind>(), Need::kRequired);
  set.Option(options.unit, "--unit", "CODE", "The unit; not for annual reports");
  set.Option(options.every, "--every", "PERIOD", "One of: " + Choices<v1::ReportInterval>(), Need::kRequired);
  set.Number(options.days_after, "--days-after", "So many days after the period's end; 5 without it");
  set.Options(options.recipients, "--to", "ADDRESS", "Who is told by mail", Need::kRequired);
  set.Option(options.language, "--language", "LANGUAGE", "sv (the default) or en");
  set.RequestId(options.request_id);
  schedule.AddVerb({"list", "List the schedules", "reports schedule list"}).Runs(ListSchedules);
  Verb remove =
      schedule.AddVerb({"delete", "Delete a schedule; its reports are kept", "reports schedule delete von"});
  auto& deleted = remove.Runs(DeleteSchedule);
  remove.Argument(deleted.name, "NAME", "The schedule");
  remove.RequestId(deleted.request_id);
}

}  // namespace

void AddReports(CommandLine& line) {
  Noun noun = line.AddNoun("reports", "Reports to committees and boards, stored as they were made");

  Verb board = noun.AddVerb({"board",
                             "Make a report to a committee or a board. It is stored in all formats: "
                             "nanolearn reports get ID --format F fetches the others",
                             "reports board --unit VON --period 2026-Q4 --out von.pdf"});
  auto& board_options = board.Runs(MakeBoard);
  board.Option(board_options.unit, "--unit", "CODE", "The unit; the topmost that the token sees without it");
  board.Option(board_options.period, "--period", "PERIOD", "2026-Q4, 2026-11, 2026-H2 or 2026",
               Need::kRequired);
  TakeMakeOptions(board_options, board);

  Verb annual = noun.AddVerb({"annual",
                              "Make the training part of the yearly information-security report. It is "
                              "stored in all formats: nanolearn reports get ID --format F fetches the others",
                              "reports annual --period 2026 --out 2026.pdf"});
  auto& annual_options = annual.Runs(MakeAnnual);
  annual.Option(annual_options.period, "--period", "YEAR", "A whole year: 2026", Need::kRequired);
  TakeMakeOptions(annual_options, annual);

  Verb list = noun.AddVerb({"list", "List the reports, the newest first", "reports list"});
  list.Limit(list.Runs(List).limit);

  Verb show = noun.AddVerb({"show", "Show what a report is and its files", "reports show 0c5q8m2v3t4ka"});
  show.Argument(show.Runs(Show).id, "ID", "The report");

  Verb get = noun.AddVerb({"get", "Get a report as it was stored, and check that it is",
                           "reports get 0c5q8m2v3t4ka --format pdf --out von.pdf"});
  auto& got = get.Runs(Get);
  get.Argument(got.id, "ID", "The report");
  get.Option(got.format, "--format", "FORMAT",
             "One of: " + Choices<v1::ReportFormat>() + "; by the end of --out, or pdf, without it");
  get.Option(got.out, "--out", "FILE", "Where to; - for the output; the stored file's name without it");
  AddScheduleVerbs(noun);
}

}  // namespace nanolearn::cli
