#include "service/app/report_maker.h"

#include <algorithm>

#include "service/app/audit.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/report.h"
#include "service/domain/event.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

AuditEvent EventOf(const Organisation& organisation, const Report& report, const std::string& request_id) {
  const ReportParameters& parameters = report.parameters;
  AuditEvent event{.action = "CreateReport",
                   .resource = ResourceName(organisation.slug, "reports", report.id),
                   .request_id = request_id,
                   .details = {{"kind", std::string(ReportKindName(parameters.kind))},
                               {"period", FormatPeriod(parameters.period)},
                               {"language", parameters.language}}};
  if (!parameters.unit_code.empty()) event.details["unit"] = parameters.unit_code;
  if (report.schedule_id != kNoId) event.details["schedule"] = FormatId(report.schedule_id);
  return event;
}

}  // namespace

absl::StatusOr<ReportContent> BeginReport(const Environment& env, const ReadTransaction& tx,
                                          const Organisation& organisation, const ReportOrder& order) {
  const ReportPeriod& period = order.parameters.period;
  const Date today = Today(env, organisation);
  if (today < period.first) return errors::PeriodNotBegun(FormatPeriod(period), period.first);
  ReportContent content;
  content.id = env.ids.Next();
  content.parameters = order.parameters;
  content.as_of = std::min(period.last(), today);
  content.first_day = tx.engagements().FirstDay(organisation.id);
  if (!content.first_day || content.as_of < *content.first_day) {
    return errors::PeriodWithoutFigures(FormatPeriod(period), content.as_of, content.first_day);
  }
  content.is_over = period.last() < today;
  content.compared_with = period.Previous().last();
  content.create_time = env.clock.Now();
  return content;
}

absl::StatusOr<MadeReport> FinishReport(const Environment& env, const ReportOrder& order,
                                        ReportContent content) {
  if (env.report_renderer == nullptr) return errors::ReportsNotMadeHere();
  MadeReport made{.content = std::move(content)};
  ASSIGN_OR_RETURN(made.files, env.report_renderer->Render(made.content));
  const ReportContent& said = made.content;
  made.report = {.id = said.id,
                 .parameters = said.parameters,
                 .parameters_json = ReportParametersJson(said.parameters, said.as_of, said.min_group_size),
                 .unit_id = said.parameters.kind == ReportKind::kAnnual ? kNoId : said.unit_id,
                 .as_of = said.as_of,
                 .create_time = said.create_time,
                 .created_by = order.created_by,
                 .hash = ReportHash(made.files),
                 .schedule_id = order.schedule_id,
                 .scheduled_day = order.scheduled_day};
  return made;
}

void StoreReport(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
                 const MadeReport& made, const AuditOrigin& origin, const std::string& request_id) {
  tx.reports().Insert(organisation.id, made.report, made.files);
  tx.events().Append(organisation.id, {Event{.type = EventType::kReportCreated,
                                             .subject_id = made.report.id,
                                             .time = made.report.create_time}});
  Audit(tx, env, organisation.id, origin, EventOf(organisation, made.report, request_id));
}

}  // namespace nanolearn
