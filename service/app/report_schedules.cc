#include "service/app/report_schedules.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kCollection = "reportSchedules";

absl::Status CheckUnit(const NewSchedule& request) {
  const bool is_annual = request.kind == ReportKind::kAnnual;
  if (is_annual && !request.unit_code.empty()) {
    return InvalidField("schedule.unit", "must be empty: an annual report is about the whole organisation");
  }
  if (!is_annual && request.unit_code.empty()) {
    return InvalidField("schedule.unit", "is needed: say which unit the report is about");
  }
  if (is_annual && request.every != PeriodLength::kYear) {
    return InvalidField("schedule.every", "must be YEAR for an annual report");
  }
  return absl::OkStatus();
}

absl::Status CheckRequest(const NewSchedule& request) {
  if (!IsSlug(request.name)) return InvalidField("schedule.name", "is 1 to 40 of a-z, 0-9 and -");
  RETURN_IF_ERROR(CheckUnit(request));
  if (request.days_after < 1 || request.days_after > kMaxDaysAfter) {
    return InvalidField("schedule.days_after", absl::StrCat("is 1 to ", kMaxDaysAfter));
  }
  if (request.every == PeriodLength::kHalf)
    return InvalidField("schedule.every", "is MONTH, QUARTER or YEAR");
  if (!IsReportLanguage(request.language)) return InvalidField("schedule.language", "is sv or en");
  if (request.recipients.empty() || request.recipients.size() > kMaxRecipients) {
    return InvalidField("schedule.recipients", absl::StrCat("are 1 to ", kMaxRecipients, " addresses"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ReadRecipients(const std::vector<std::string>& recipients) {
  std::vector<std::string> addresses;
  for (const std::string& text : recipients) {
    const std::optional<std::string> address = NormalizeEmailAddress(text);
    if (!address)
      return InvalidField("schedule.recipients", absl::StrCat("'", text, "' is not an email address"));
    addresses.push_back(*address);
  }
  return addresses;
}

ScheduleView ViewOf(const ReadTransaction& tx, const Organisation& org, ReportSchedule schedule) {
  ScheduleView view{std::move(schedule), ""};
  if (view.schedule.unit_id == kNoId) return view;
  for (const UnitVersion& unit : tx.units().Versions(org.id)) {
    if (unit.unit_id == view.schedule.unit_id) view.unit_code = unit.code;
  }
  return view;
}

absl::Status NotFound(const Organisation& org, const std::string& name) {
  return errors::NotFound("schedule", ResourceName(org.slug, kCollection, name));
}

absl::StatusOr<RequestKey> KeyOf(const NewSchedule& request) {
  return RequestKey::Make(
      request.request_id, "SetReportSchedule",
      absl::StrCat(request.organisation, "\n", request.name, "\n", ReportKindName(request.kind), "\n",
                   request.unit_code, "\n", PeriodLengthName(request.every), "\n", request.days_after, "\n",
                   absl::StrJoin(request.recipients, "\t"), "\n", request.language));
}

AuditEvent EventOf(const Organisation& org, const NewSchedule& request, const ReportSchedule& schedule) {
  AuditEvent event{.action = "SetReportSchedule",
                   .resource = ResourceName(org.slug, kCollection, schedule.name),
                   .request_id = request.request_id,
                   .details = {{"kind", std::string(ReportKindName(schedule.kind))},
                               {"every", std::string(PeriodLengthName(schedule.every))},
                               {"days_after", absl::StrCat(schedule.days_after)},
                               {"language", schedule.language},
                               {"recipients", absl::StrCat(schedule.recipients.size())},
                               {"version", absl::StrCat(schedule.version)}}};
  if (!request.unit_code.empty()) event.details["unit"] = request.unit_code;
  return event;
}

}  // namespace

absl::StatusOr<ReportSchedule> ReportSchedules::Read(const ReadTransaction& tx, const Organisation& org,
                                                     const NewSchedule& request) const {
  ReportSchedule schedule{.name = request.name,
                          .kind = request.kind,
                          .every = request.every,
                          .days_after = request.days_after,
                          .language = request.language};
  ASSIGN_OR_RETURN(schedule.recipients, ReadRecipients(request.recipients));
  ASSIGN_OR_RETURN(schedule.unit_id, FindUnitId(tx, org.id, org.slug, request.unit_code));
  schedule.next_day = FirstScheduledDay(request.every, request.days_after, Today(env_, org));
  return schedule;
}

absl::StatusOr<ScheduleView> ReportSchedules::Set(const Caller& caller, const NewSchedule& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(const RequestKey key, KeyOf(request));
  const Id id = env_.ids.Next();
  ScheduleView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, request.organisation, Permission::kCreateReports));
    std::optional<ReportSchedule> known = tx.reports().FindSchedule(org.id, request.name);
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      if (!known) return NotFound(org, request.name);
      view = ViewOf(tx, org, *std::move(known));
      return absl::OkStatus();
    }
    // Locked, so that the job does not make a report at the same time: it moves the next day on.
    if (known) known = tx.reports().LockSchedule(org.id, known->id);
    ASSIGN_OR_RETURN(ReportSchedule schedule, Read(tx, org, request));
    schedule.id = known ? known->id : id;
    schedule.version = known ? known->version + 1 : 1;
    schedule.create_time = known ? known->create_time : env_.clock.Now();
    while (known && tx.reports().LockScheduled(org.id, schedule.id, schedule.next_day)) {
      schedule.next_day = NextScheduledDay(schedule, schedule.next_day);
    }
    if (known) {
      tx.reports().UpdateSchedule(org.id, schedule);
    } else {
      tx.reports().InsertSchedule(org.id, schedule);
    }
    key.Remember(tx, org.id, schedule.name);
    Audit(tx, env_, org.id, caller.origin, EventOf(org, request, schedule));
    view = ViewOf(tx, org, std::move(schedule));
    return absl::OkStatus();
  }));
  return view;
}

absl::StatusOr<std::vector<ScheduleView>> ReportSchedules::List(const Caller& caller,
                                                                const std::string& organisation) {
  std::vector<ScheduleView> views;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    views.clear();
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadReports));
    for (ReportSchedule& schedule : tx.reports().Schedules(org.id)) {
      views.push_back(ViewOf(tx, org, std::move(schedule)));
    }
    return absl::OkStatus();
  }));
  return views;
}

absl::Status ReportSchedules::Delete(const Caller& caller, const std::string& organisation, const std::string& name,
                                     const std::string& request_id) {
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "DeleteReportSchedule", absl::StrCat(organisation, "\n", name)));
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org,
                     AuthoriseIn(tx, caller, organisation, Permission::kCreateReports));
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) return absl::OkStatus();
    const std::optional<ReportSchedule> schedule = tx.reports().FindSchedule(org.id, name);
    if (!schedule) return NotFound(org, name);
    tx.reports().DeleteSchedule(org.id, schedule->id);
    key.Remember(tx, org.id, "");
    Audit(tx, env_, org.id, caller.origin,
          {.action = "DeleteReportSchedule",
           .resource = ResourceName(org.slug, kCollection, name),
           .request_id = request_id});
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
