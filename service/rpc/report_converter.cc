#include "service/rpc/report_converter.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

constexpr char kSchedules[] = "reportSchedules";

v1::ReportKind KindToProto(ReportKind kind) {
  return kind == ReportKind::kBoard ? v1::REPORT_KIND_BOARD : v1::REPORT_KIND_ANNUAL;
}

absl::StatusOr<ReportKind> ReadReportKind(v1::ReportKind kind, absl::string_view field) {
  if (kind == v1::REPORT_KIND_BOARD) return ReportKind::kBoard;
  if (kind == v1::REPORT_KIND_ANNUAL) return ReportKind::kAnnual;
  return InvalidField(field, "is BOARD or ANNUAL");
}

v1::ReportInterval IntervalToProto(PeriodLength every) {
  if (every == PeriodLength::kMonth) return v1::REPORT_INTERVAL_MONTH;
  return every == PeriodLength::kQuarter ? v1::REPORT_INTERVAL_QUARTER : v1::REPORT_INTERVAL_YEAR;
}

absl::StatusOr<PeriodLength> ReadInterval(v1::ReportInterval interval, absl::string_view field) {
  if (interval == v1::REPORT_INTERVAL_MONTH) return PeriodLength::kMonth;
  if (interval == v1::REPORT_INTERVAL_QUARTER) return PeriodLength::kQuarter;
  if (interval == v1::REPORT_INTERVAL_YEAR) return PeriodLength::kYear;
  return InvalidField(field, "is MONTH, QUARTER or YEAR");
}

std::string LanguageOr(const std::string& language) { return language.empty() ? "sv" : language; }

}  // namespace

v1::Report ToProto(const ReportView& view, const std::string& organisation) {
  const Report& report = view.report;
  v1::Report proto;
  proto.set_name(ResourceName(organisation, "reports", report.id));
  proto.set_kind(KindToProto(report.parameters.kind));
  if (report.parameters.kind == ReportKind::kBoard) {
    proto.set_unit(UnitName(organisation, report.parameters.unit_code));
  }
  proto.set_period(FormatPeriod(report.parameters.period));
  proto.set_language(report.parameters.language);
  proto.set_as_of(FormatDate(report.as_of));
  *proto.mutable_create_time() = ToProto(report.create_time);
  proto.set_created_by(report.created_by);
  proto.set_hash(Hex(report.hash));
  proto.set_parameters(report.parameters_json);
  for (const ReportFileInfo& file : view.files) {
    v1::ReportFile& added = *proto.add_files();
    added.set_file_name(file.name);
    added.set_size_bytes(file.size);
    added.set_hash(Hex(file.hash));
  }
  return proto;
}

v1::ReportSchedule ToProto(const ScheduleView& view, const std::string& organisation) {
  const ReportSchedule& schedule = view.schedule;
  v1::ReportSchedule proto;
  proto.set_name(ResourceName(organisation, kSchedules, schedule.name));
  proto.set_kind(KindToProto(schedule.kind));
  if (!view.unit_code.empty()) proto.set_unit(UnitName(organisation, view.unit_code));
  proto.set_every(IntervalToProto(schedule.every));
  proto.set_days_after(schedule.days_after);
  for (const std::string& recipient : schedule.recipients) proto.add_recipients(recipient);
  proto.set_language(schedule.language);
  proto.set_next_day(FormatDate(schedule.next_day));
  return proto;
}

absl::StatusOr<NewReport> Read(const v1::CreateReportRequest& request) {
  const v1::Report& wanted = request.report();
  NewReport report{.request_id = request.request_id()};
  ASSIGN_OR_RETURN(report.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(report.parameters.kind, ReadReportKind(wanted.kind(), "report.kind"));
  ASSIGN_OR_RETURN(report.parameters.unit_code,
                   ParseNameIn(report.organisation, wanted.unit(), "units", "report.unit"));
  ASSIGN_OR_RETURN(report.parameters.period, ParsePeriod(wanted.period(), "report.period"));
  report.parameters.language = LanguageOr(wanted.language());
  return report;
}

absl::StatusOr<NewSchedule> Read(const v1::SetReportScheduleRequest& request) {
  const v1::ReportSchedule& wanted = request.schedule();
  ASSIGN_OR_RETURN(const ParsedName name, ParseName(wanted.name(), kSchedules, "schedule.name"));
  NewSchedule schedule{.organisation = name.organisation,
                       .name = name.id,
                       .days_after = wanted.days_after(),
                       .recipients = {wanted.recipients().begin(), wanted.recipients().end()},
                       .language = LanguageOr(wanted.language()),
                       .request_id = request.request_id()};
  ASSIGN_OR_RETURN(schedule.kind, ReadReportKind(wanted.kind(), "schedule.kind"));
  ASSIGN_OR_RETURN(schedule.every, ReadInterval(wanted.every(), "schedule.every"));
  ASSIGN_OR_RETURN(schedule.unit_code,
                   ParseNameIn(schedule.organisation, wanted.unit(), "units", "schedule.unit"));
  return schedule;
}

absl::StatusOr<ReportFormat> ReadReportFormat(v1::ReportFormat format, absl::string_view field) {
  switch (format) {
    case v1::REPORT_FORMAT_HTML:
      return ReportFormat::kHtml;
    case v1::REPORT_FORMAT_PDF:
      return ReportFormat::kPdf;
    case v1::REPORT_FORMAT_XLSX:
      return ReportFormat::kXlsx;
    case v1::REPORT_FORMAT_CSV:
      return ReportFormat::kCsv;
    case v1::REPORT_FORMAT_JSON:
      return ReportFormat::kJson;
    default:
      return InvalidField(field, "is HTML, PDF, XLSX, CSV or JSON");
  }
}

}  // namespace nanolearn::rpc
