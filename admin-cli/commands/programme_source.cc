#include "admin-cli/commands/programme_source.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

constexpr size_t kMaxProgrammeBytes = 1 << 20;  // a long list of people

absl::StatusOr<v1::AudienceRule> RuleOf(const RuleDefinition& rule, const Names& names) {
  v1::AudienceRule proto;
  proto.set_excepts(rule.excepts);
  ASSIGN_OR_RETURN(*proto.mutable_unit(), names.Unit(rule.unit_code));
  // The enumerations are in the same order; the first value of the API's says nothing.
  for (const EngagementKind kind : rule.kinds) {
    proto.add_kinds(static_cast<v1::EngagementKind>(static_cast<int>(kind) + 1));
  }
  for (const RoleGroup group : rule.role_groups) {
    proto.add_role_groups(static_cast<v1::RoleGroup>(static_cast<int>(group) + 1));
  }
  for (const std::string& role : rule.roles) proto.add_roles(role);
  for (const std::string& person : rule.people) proto.add_people(person);
  proto.set_requires_computer(rule.requires_computer);
  return proto;
}

v1::Calendar CalendarOf(const Calendar& calendar) {
  v1::Calendar proto;
  if (calendar.end_date) proto.set_end_date(FormatDate(*calendar.end_date));
  proto.set_weeks_between(calendar.weeks_between);
  proto.set_newcomer_days(calendar.newcomer_days);
  proto.set_catch_up(static_cast<v1::CatchUp>(static_cast<int>(calendar.catch_up) + 1));
  v1::QuietDays& quiet = *proto.mutable_quiet_days();
  quiet.set_weekends(calendar.quiet.weekends);
  quiet.set_holidays(calendar.quiet.holidays);
  quiet.set_july(calendar.quiet.july);
  for (const DateRange& range : calendar.quiet.ranges) {
    v1::QuietDays::Period& period = *quiet.add_periods();
    period.set_start_date(FormatDate(range.from));
    period.set_end_date(FormatDate(range.to - 1));
  }
  proto.set_runs_on_leave(!calendar.pauses_on_leave);
  proto.set_recurrence(static_cast<v1::Recurrence>(static_cast<int>(calendar.recurrence) + 1));
  proto.set_every_months(calendar.every_months);
  proto.set_window_days(calendar.window_days);
  if (calendar.recurrence == Recurrence::kFixed) {
    proto.set_fixed_month(calendar.fixed_month);
    proto.set_fixed_day(calendar.fixed_day);
  }
  return proto;
}

v1::MailRule MailsOf(const MailRule& mails) {
  v1::MailRule proto;
  proto.set_invitation(mails.invites);
  for (const int day : mails.before) proto.add_before(day);
  for (const int day : mails.after) proto.add_after(day);
  for (const int day : mails.escalation) proto.add_escalation(day);
  return proto;
}

absl::StatusOr<v1::Programme> ProgrammeOf(const ProgrammeDefinition& definition, const Names& names) {
  v1::Programme programme;
  programme.set_display_name(definition.display_name);
  for (const ModuleDefinition& module : definition.modules) {
    ASSIGN_OR_RETURN(const std::string name, names.Module(module.slug));
    programme.add_modules(name);
    if (module.open_date) (*programme.mutable_module_open_dates())[name] = FormatDate(*module.open_date);
  }
  for (const RuleDefinition& rule : definition.audience) {
    ASSIGN_OR_RETURN(*programme.add_audience(), RuleOf(rule, names));
  }
  programme.set_open_date(FormatDate(definition.calendar.open_date));
  programme.set_days_to_complete(definition.calendar.days_to_complete);
  *programme.mutable_calendar() = CalendarOf(definition.calendar);
  return programme;
}

}  // namespace

absl::StatusOr<ProgrammeSource> ReadProgrammeSource(const std::string& path, const Names& names) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxProgrammeBytes));
  if (const auto at = FindNotUtf8(text)) {
    return InputError(absl::StrCat(path, " is not UTF-8: byte ", *at + 1, " means nothing there."));
  }
  ProgrammeSource source{.file_name = FileName(path)};
  ASSIGN_OR_RETURN(source.file, ReadProgrammeFile(text, source.file_name));
  ASSIGN_OR_RETURN(source.programme, ProgrammeOf(source.file.definition, names));
  // Without it the server takes the usual ones, or leaves those of a programme that is there.
  if (source.file.has_mails) *source.programme.mutable_mails() = MailsOf(source.file.definition.mails);
  return source;
}

absl::Status WithLines(const absl::Status& status, const ProgrammeSource& source) {
  if (status.ok()) return status;
  ErrorDetails details = DetailsOf(status);
  std::string message(status.message());
  for (FieldViolation& violation : details.violations) {
    const int line = source.file.LineOf(violation.field);
    if (line == 0) continue;
    const std::string place = absl::StrCat(source.file_name, ":", line);
    if (absl::StartsWith(message, absl::StrCat(violation.field, ": "))) {
      message = absl::StrCat(place, message.substr(violation.field.size()));
    }
    violation.field = place;
  }
  return MakeError(status.code(), message, details);
}

}  // namespace nanolearn::cli
