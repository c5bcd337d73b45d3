// The reports that schedules make.

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/app/outbox.h"
#include "service/app/report_gatherer.h"
#include "service/app/report_maker.h"
#include "service/app/report_schedules.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/report.h"

namespace nanolearn {
namespace {

ReportOrder OrderOf(const ReportSchedule& schedule, const std::string& unit_code) {
  return {.parameters = {.kind = schedule.kind,
                         .unit_code = unit_code,
                         .period = ScheduledPeriod(schedule, schedule.next_day),
                         .language = schedule.language},
          .created_by = absl::StrCat(schedule.language == "sv" ? "schemat " : "the schedule ", schedule.name),
          .schedule_id = schedule.id,
          .scheduled_day = schedule.next_day};
}

std::string CodeOf(const ReadTransaction& tx, Id organisation_id, Id unit_id) {
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) {
    if (unit.unit_id == unit_id) return unit.code;
  }
  return "";
}

// The schedule, locked, if its day has not been dealt with by another server in the meantime.
std::optional<ReportSchedule> LockUndone(WriteTransaction& tx, Id organisation_id,
                                         const ReportSchedule& seen) {
  std::optional<ReportSchedule> schedule = tx.reports().LockSchedule(organisation_id, seen.id);
  if (!schedule || schedule->next_day != seen.next_day || schedule->version != seen.version)
    return std::nullopt;
  return schedule;
}

void MoveOn(WriteTransaction& tx, Id organisation_id, ReportSchedule schedule) {
  schedule.next_day = NextScheduledDay(schedule, schedule.next_day);
  tx.reports().UpdateSchedule(organisation_id, schedule);
}

absl::Status StoreAndPost(const Environment& env, const Organisation& organisation,
                          const ReportSchedule& seen, const MadeReport& made, const Mail& mail) {
  return env.store.Write([&](WriteTransaction& tx) -> absl::Status {
    const std::optional<ReportSchedule> schedule = LockUndone(tx, organisation.id, seen);
    if (!schedule) return absl::OkStatus();
    for (const std::string& recipient : schedule->recipients) {
      Mail one = mail;
      one.recipient = recipient;
      one.about = absl::StrCat("report ", FormatId(schedule->id), " ", FormatDate(schedule->next_day));
      Post(env, tx, organisation.id, std::move(one));
    }
    MoveOn(tx, organisation.id, *schedule);
    StoreReport(env, tx, organisation, made, AuditOrigin(), /*request_id=*/"");
    return absl::OkStatus();
  });
}

// The unit was not there at the end of the period, or nobody was known: there is nothing to report.
bool HasNothingToReport(const absl::Status& status) {
  return absl::IsNotFound(status) || DetailsOf(status).reason == "PERIOD_WITHOUT_FIGURES";
}

absl::Status PassOver(const Environment& env, const Organisation& organisation, const ReportSchedule& seen,
                      const absl::Status& why) {
  spdlog::warn("the schedule {} of {} made no report for {}: {}", seen.name, organisation.slug,
               FormatPeriod(ScheduledPeriod(seen, seen.next_day)), std::string(why.message()));
  return env.store.Write([&](WriteTransaction& tx) -> absl::Status {
    const std::optional<ReportSchedule> schedule = LockUndone(tx, organisation.id, seen);
    if (schedule) MoveOn(tx, organisation.id, *schedule);
    return absl::OkStatus();
  });
}

}  // namespace

absl::Status ReportSchedules::Make(const Organisation& organisation, const ReportSchedule& schedule) {
  ReportOrder order;
  ReportContent content;
  const absl::Status gathered = env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    // As it is now: the caller's may be old.
    const std::optional<Organisation> org = tx.organisations().Find(organisation.slug);
    if (!org) return absl::InternalError("an organisation is gone");
    order = OrderOf(schedule, CodeOf(tx, organisation.id, schedule.unit_id));
    ASSIGN_OR_RETURN(content, BeginReport(env_, tx, *org, order));
    return GatherReport(env_, tx, *org, content);
  });
  if (HasNothingToReport(gathered)) return PassOver(env_, organisation, schedule, gathered);
  RETURN_IF_ERROR(gathered);
  ASSIGN_OR_RETURN(const MadeReport made, FinishReport(env_, order, std::move(content)));
  ASSIGN_OR_RETURN(const Mail mail, env_.report_renderer->Announce(made.content));
  return StoreAndPost(env_, organisation, schedule, made, mail);
}

absl::StatusOr<ScheduleStep> ReportSchedules::MakeNext(const Organisation& organisation,
                                                       const std::set<Id>& passed) {
  std::vector<ReportSchedule> due;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    due = tx.reports().DueSchedules(organisation.id, Today(env_, organisation));
    return absl::OkStatus();
  }));
  for (const ReportSchedule& schedule : due) {
    if (passed.contains(schedule.id)) continue;
    return ScheduleStep{schedule.id, schedule.name, Make(organisation, schedule)};
  }
  return ScheduleStep();
}

}  // namespace nanolearn
