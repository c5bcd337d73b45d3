#include "service/rpc/programme_converter.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/resource_name.h"
#include "service/rpc/enum_converter.h"
#include "service/rpc/value_converter.h"

namespace nanolearn::rpc {
namespace {

void Fill(const RuleDefinition& rule, const std::string& organisation, v1::AudienceRule& proto) {
  if (!rule.unit_code.empty()) proto.set_unit(UnitName(organisation, rule.unit_code));
  for (const EngagementKind kind : rule.kinds) proto.add_kinds(ToProto(kind));
  proto.set_requires_computer(rule.requires_computer);
  proto.set_excepts(rule.excepts);
  for (const RoleGroup group : rule.role_groups) proto.add_role_groups(ToProto(group));
  for (const std::string& role : rule.roles) proto.add_roles(role);
  for (const std::string& person : rule.people) {
    proto.add_people(ResourceName(organisation, "people", person));
  }
  proto.set_start_date(FirstDay(rule.valid));
  proto.set_end_date(LastDay(rule.valid));
}

void Fill(const Calendar& calendar, v1::Calendar& proto) {
  if (calendar.end_date) proto.set_end_date(FormatDate(*calendar.end_date));
  proto.set_weeks_between(calendar.weeks_between);
  proto.set_newcomer_days(calendar.newcomer_days);
  proto.set_catch_up(ToProto(calendar.catch_up));
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
  proto.set_recurrence(ToProto(calendar.recurrence));
  const bool by_months =
      calendar.recurrence == Recurrence::kFromCompletion || calendar.recurrence == Recurrence::kFromExpiry;
  if (by_months) proto.set_every_months(calendar.every_months);
  proto.set_window_days(calendar.window_days);
  if (calendar.recurrence != Recurrence::kFixed) return;
  proto.set_fixed_month(calendar.fixed_month);
  proto.set_fixed_day(calendar.fixed_day);
}

void Fill(const MailRule& mails, v1::MailRule& proto) {
  proto.set_invitation(mails.invites);
  for (const int day : mails.before) proto.add_before(day);
  for (const int day : mails.after) proto.add_after(day);
  for (const int day : mails.escalation) proto.add_escalation(day);
}

MailRule ReadMails(const v1::MailRule& proto) {
  return {.invites = proto.invitation(),
          .before = {proto.before().begin(), proto.before().end()},
          .after = {proto.after().begin(), proto.after().end()},
          .escalation = {proto.escalation().begin(), proto.escalation().end()}};
}

absl::StatusOr<RuleDefinition> ReadRule(const v1::AudienceRule& rule, const std::string& organisation,
                                        const std::string& field) {
  RuleDefinition read{.excepts = rule.excepts(), .requires_computer = rule.requires_computer()};
  ASSIGN_OR_RETURN(read.unit_code,
                   ParseNameIn(organisation, rule.unit(), "units", absl::StrCat(field, ".unit")));
  for (int i = 0; i < rule.kinds_size(); ++i) {
    ASSIGN_OR_RETURN(const EngagementKind kind,
                     ReadKind(rule.kinds(i), absl::StrCat(field, ".kinds[", i, "]")));
    read.kinds.push_back(kind);
  }
  for (int i = 0; i < rule.role_groups_size(); ++i) {
    ASSIGN_OR_RETURN(const RoleGroup group,
                     ReadRoleGroup(rule.role_groups(i), absl::StrCat(field, ".role_groups[", i, "]")));
    read.role_groups.push_back(group);
  }
  read.roles.assign(rule.roles().begin(), rule.roles().end());
  read.people.assign(rule.people().begin(), rule.people().end());
  return read;
}

absl::StatusOr<QuietDays> ReadQuietDays(const v1::QuietDays& proto) {
  QuietDays quiet{.weekends = proto.weekends(), .holidays = proto.holidays(), .july = proto.july()};
  for (int i = 0; i < proto.periods_size(); ++i) {
    const std::string field = absl::StrCat("programme.calendar.quiet_days.periods[", i, "]");
    ASSIGN_OR_RETURN(const Date first,
                     ReadDate(proto.periods(i).start_date(), absl::StrCat(field, ".start_date")));
    ASSIGN_OR_RETURN(const Date last,
                     ReadDate(proto.periods(i).end_date(), absl::StrCat(field, ".end_date")));
    quiet.ranges.push_back({first, last + 1});
  }
  return quiet;
}

absl::StatusOr<Calendar> ReadCalendar(const v1::Programme& programme) {
  const v1::Calendar& proto = programme.calendar();
  Calendar calendar{.weeks_between = proto.weeks_between(),
                    .days_to_complete = programme.days_to_complete(),
                    .newcomer_days = proto.newcomer_days(),
                    .pauses_on_leave = !proto.runs_on_leave(),
                    .every_months = proto.every_months() == 0 ? 12 : proto.every_months(),
                    .window_days = proto.window_days()};
  ASSIGN_OR_RETURN(calendar.open_date, ReadDate(programme.open_date(), "programme.open_date"));
  ASSIGN_OR_RETURN(calendar.end_date, ReadOptionalDate(proto.end_date(), "programme.calendar.end_date"));
  ASSIGN_OR_RETURN(calendar.catch_up, ReadCatchUp(proto.catch_up(), "programme.calendar.catch_up"));
  ASSIGN_OR_RETURN(calendar.quiet, ReadQuietDays(proto.quiet_days()));
  ASSIGN_OR_RETURN(calendar.recurrence, ReadRecurrence(proto.recurrence(), "programme.calendar.recurrence"));
  if (calendar.recurrence == Recurrence::kFixed) {
    calendar.fixed_month = proto.fixed_month();
    calendar.fixed_day = proto.fixed_day();
  }
  return calendar;
}

absl::Status ReadModules(const v1::Programme& programme, const std::string& organisation,
                         std::vector<ModuleDefinition>& modules) {
  for (int i = 0; i < programme.modules_size(); ++i) {
    ModuleDefinition& module = modules.emplace_back();
    ASSIGN_OR_RETURN(module.slug, ReadNameIn(organisation, programme.modules(i), "modules",
                                             absl::StrCat("programme.modules[", i, "]")));
  }
  for (const auto& [name, day] : programme.module_open_dates()) {
    constexpr char kField[] = "programme.module_open_dates";
    ASSIGN_OR_RETURN(const std::string slug, ReadNameIn(organisation, name, "modules", kField));
    ASSIGN_OR_RETURN(const Date date, ReadDate(day, kField));
    bool known = false;
    for (ModuleDefinition& module : modules) {
      if (module.slug != slug) continue;
      module.open_date = date;
      known = true;
    }
    // An update may leave the modules as they are and give days alone.
    if (!known && programme.modules().empty()) modules.push_back({slug, date});
    if (!known && !programme.modules().empty()) {
      return InvalidField(kField, absl::StrCat("has ", slug, ", which is not among the programme's modules"));
    }
  }
  return absl::OkStatus();
}

// What a question is about: with nothing but a name, a programme that exists.
absl::StatusOr<ProgrammeOrSlug> ReadProgrammeOrName(const std::string& parent,
                                                    const v1::Programme& programme) {
  ProgrammeOrSlug read;
  ASSIGN_OR_RETURN(read.organisation, ParseOrganisationName(parent, "parent"));
  ASSIGN_OR_RETURN(read.slug,
                   ParseNameIn(read.organisation, programme.name(), "programmes", "programme.name"));
  if (!read.slug.empty()) return read;
  ASSIGN_OR_RETURN(read.definition, ReadProgramme(programme, read.organisation));
  return read;
}

}  // namespace

v1::Programme ToProto(const ProgrammeView& view, const std::string& organisation) {
  const ProgrammeDefinition& definition = view.definition;
  v1::Programme proto;
  proto.set_name(ResourceName(organisation, "programmes", view.slug));
  proto.set_display_name(definition.display_name);
  for (const ModuleDefinition& module : definition.modules) {
    const std::string name = ResourceName(organisation, "modules", module.slug);
    proto.add_modules(name);
    if (module.open_date) (*proto.mutable_module_open_dates())[name] = FormatDate(*module.open_date);
  }
  for (const RuleDefinition& rule : definition.audience) Fill(rule, organisation, *proto.add_audience());
  proto.set_open_date(FormatDate(definition.calendar.open_date));
  proto.set_days_to_complete(definition.calendar.days_to_complete);
  Fill(definition.calendar, *proto.mutable_calendar());
  Fill(definition.mails, *proto.mutable_mails());
  *proto.mutable_create_time() = ToProto(view.create_time);
  if (view.people) proto.set_people(*view.people);
  proto.set_etag(view.etag);
  return proto;
}

v1::PreviewProgrammeResponse ToProto(const ProgrammePreview& preview, const std::string& organisation) {
  v1::PreviewProgrammeResponse proto;
  proto.set_date(FormatDate(preview.day));
  if (preview.people) proto.set_people(*preview.people);
  if (preview.paused) proto.set_people_on_leave(*preview.paused);
  if (preview.ever) proto.set_people_ever(*preview.ever);
  proto.set_hidden(preview.is_hidden);
  for (const auto& [kind, people] : preview.kinds) {
    auto& count = *proto.add_kinds();
    count.set_kind(ToProto(kind));
    count.set_people(people);
  }
  for (const UnitPeople& unit : preview.units) {
    auto& count = *proto.add_units();
    count.set_unit(UnitName(organisation, unit.code));
    count.set_display_name(unit.name);
    count.set_people(unit.people);
  }
  for (const ModuleDates& module : preview.modules) {
    auto& dates = *proto.add_modules();
    dates.set_module(ResourceName(organisation, "modules", module.module));
    dates.set_open_date(FormatDate(module.open_date));
    dates.set_due_date(FormatDate(module.due_date));
    dates.set_people(module.people);
  }
  for (const std::string& warning : preview.warnings) proto.add_warnings(warning);
  for (const AudienceMember& member : preview.members) {
    auto& added = *proto.add_members();
    added.set_person(ResourceName(organisation, "people", member.person_id));
    added.set_display_name(member.display_name);
    for (const std::string& unit : member.units) added.add_units(UnitName(organisation, unit));
    for (const EngagementKind kind : member.kinds) added.add_kinds(ToProto(kind));
    for (const std::string& role : member.roles) added.add_roles(role);
    added.set_on_leave(member.is_paused);
  }
  proto.set_next_page_token(preview.next_page_token);
  return proto;
}

v1::ExplainAudienceResponse ToProto(const AudienceAnswer& answer, const std::string& organisation) {
  v1::ExplainAudienceResponse proto;
  proto.set_person(ResourceName(organisation, "people", answer.person_id));
  proto.set_date(FormatDate(answer.day));
  proto.set_in_audience(answer.presence != AudiencePresence::kOutside);
  proto.set_on_leave(answer.presence == AudiencePresence::kPaused);
  for (const std::string& reason : answer.reasons) proto.add_reasons(reason);
  for (const AudienceRange& range : answer.days) {
    auto& period = *proto.add_periods();
    period.set_start_date(FirstDay(range.days));
    period.set_end_date(LastDay(range.days));
    period.set_on_leave(range.is_paused);
  }
  return proto;
}

absl::StatusOr<ProgrammeDefinition> ReadProgramme(const v1::Programme& programme,
                                                  const std::string& organisation) {
  ProgrammeDefinition definition{.display_name = programme.display_name()};
  RETURN_IF_ERROR(ReadModules(programme, organisation, definition.modules));
  for (int i = 0; i < programme.audience_size(); ++i) {
    if (!programme.audience(i).end_date().empty()) continue;
    ASSIGN_OR_RETURN(RuleDefinition rule, ReadRule(programme.audience(i), organisation,
                                                   absl::StrCat("programme.audience[", i, "]")));
    definition.audience.push_back(std::move(rule));
  }
  ASSIGN_OR_RETURN(definition.calendar, ReadCalendar(programme));
  if (programme.has_mails()) definition.mails = ReadMails(programme.mails());
  return definition;
}

absl::StatusOr<NewProgramme> Read(const v1::CreateProgrammeRequest& request) {
  NewProgramme read{.slug = request.programme_id(),
                    .validate_only = request.validate_only(),
                    .request_id = request.request_id()};
  ASSIGN_OR_RETURN(read.organisation, ParseOrganisationName(request.parent(), "parent"));
  ASSIGN_OR_RETURN(read.definition, ReadProgramme(request.programme(), read.organisation));
  return read;
}

absl::StatusOr<ProgrammeUpdate> Read(const v1::UpdateProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const ParsedName name,
                   ParseName(request.programme().name(), "programmes", "programme.name"));
  ProgrammeUpdate update{.organisation = name.organisation,
                         .slug = name.id,
                         .has_mails = request.programme().has_mails(),
                         .etag = request.programme().etag(),
                         .validate_only = request.validate_only(),
                         .request_id = request.request_id()};
  update.fields.assign(request.update_mask().paths().begin(), request.update_mask().paths().end());
  v1::Programme programme = request.programme();
  // A mask that leaves the first day alone comes without it.
  if (!update.fields.empty() && programme.open_date().empty()) {
    programme.set_open_date(FormatDate(kFirstDate));
    for (const std::string& field : update.fields) {
      if (field == "open_date") programme.clear_open_date();
    }
  }
  ASSIGN_OR_RETURN(update.definition, ReadProgramme(programme, name.organisation));
  ASSIGN_OR_RETURN(update.effective, ReadOptionalDate(request.effective_date(), "effective_date"));
  return update;
}

absl::StatusOr<ProgrammePreviewQuery> Read(const v1::PreviewProgrammeRequest& request) {
  ProgrammePreviewQuery query{.with_members = request.page_size() > 0};
  ASSIGN_OR_RETURN(query.programme, ReadProgrammeOrName(request.parent(), request.programme()));
  ASSIGN_OR_RETURN(query.date, ReadOptionalDate(request.date(), "date"));
  return query;
}

absl::StatusOr<AudienceQuestion> Read(const v1::ExplainAudienceRequest& request) {
  AudienceQuestion question{.person = request.person()};
  ASSIGN_OR_RETURN(question.programme, ReadProgrammeOrName(request.parent(), request.programme()));
  ASSIGN_OR_RETURN(question.date, ReadOptionalDate(request.date(), "date"));
  if (question.person.empty()) return InvalidField("person", "must be given");
  return question;
}

}  // namespace nanolearn::rpc
