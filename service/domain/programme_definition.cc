#include "service/domain/programme_definition.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/programme_limits.h"

namespace nanolearn {
namespace {

constexpr int kDaysInMonth[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

absl::Status CheckNumber(absl::string_view field, int value, int least, int most) {
  if (least <= value && value <= most) return absl::OkStatus();
  return InvalidField(absl::StrCat("programme.", field), absl::StrCat("is ", least, " to ", most));
}

bool AsksForNothing(const RuleDefinition& rule) {
  return rule.unit_code.empty() && rule.kinds.empty() && rule.role_groups.empty() && rule.roles.empty() &&
         !rule.requires_computer && rule.people.empty();
}

absl::Status CheckRoles(const std::vector<std::string>& roles, const std::string& field) {
  if (roles.size() > limits::kMaxRolePatterns) {
    return InvalidField(field, absl::StrCat("are at most ", limits::kMaxRolePatterns));
  }
  for (size_t i = 0; i < roles.size(); ++i) {
    const std::string& role = roles[i];
    const bool is_blank = role.find_first_not_of("* ") == std::string::npos;
    if (is_blank || role.size() > limits::kMaxRolePatternBytes || absl::StrContains(role, "\n")) {
      return InvalidField(absl::StrCat(field, "[", i, "]"),
                          absl::StrCat("is 1 to ", limits::kMaxRolePatternBytes,
                                       " bytes on one line, not only *, for example *chef*"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRule(const RuleDefinition& rule, const std::string& field) {
  if (AsksForNothing(rule)) {
    return InvalidField(field,
                        "asks for nothing; name a unit, kinds, role groups, roles, people or a computer. The "
                        "unit at the top means everybody");
  }
  RETURN_IF_ERROR(CheckRoles(rule.roles, absl::StrCat(field, ".roles")));
  if (rule.people.size() > limits::kMaxListedPeople) {
    return InvalidField(absl::StrCat(field, ".people"),
                        absl::StrCat("are at most ", limits::kMaxListedPeople));
  }
  return absl::OkStatus();
}

absl::Status CheckAudience(const std::vector<RuleDefinition>& audience) {
  if (audience.empty() || audience.size() > limits::kMaxAudienceRules) {
    return InvalidField("programme.audience", absl::StrCat("has 1 to ", limits::kMaxAudienceRules, " rules"));
  }
  for (size_t i = 0; i < audience.size(); ++i) {
    RETURN_IF_ERROR(CheckRule(audience[i], absl::StrCat("programme.audience[", i, "]")));
  }
  const bool lets_in =
      std::any_of(audience.begin(), audience.end(), [](const RuleDefinition& rule) { return !rule.excepts; });
  if (lets_in) return absl::OkStatus();
  return InvalidField("programme.audience", "has a rule that does not except: it lets nobody in");
}

absl::Status CheckModules(const ProgrammeDefinition& programme) {
  const std::vector<ModuleDefinition>& modules = programme.modules;
  if (modules.empty() || modules.size() > limits::kMaxProgrammeModules) {
    return InvalidField("programme.modules", absl::StrCat("are 1 to ", limits::kMaxProgrammeModules));
  }
  absl::flat_hash_set<std::string> seen;
  for (const ModuleDefinition& module : modules) {
    if (!seen.insert(module.slug).second) return InvalidField("programme.modules", "names each module once");
    if (!module.open_date) continue;
    if (*module.open_date < programme.calendar.open_date) {
      return InvalidField(
          "programme.module_open_dates",
          absl::StrCat("has ", FormatDate(*module.open_date), " for ", module.slug,
                       ", before the programme opens on ", FormatDate(programme.calendar.open_date)));
    }
    if (programme.calendar.end_date && *module.open_date > *programme.calendar.end_date) {
      return InvalidField("programme.module_open_dates",
                          absl::StrCat("has ", FormatDate(*module.open_date), " for ", module.slug,
                                       ", after the programme's last day"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckQuietDays(const QuietDays& quiet) {
  if (quiet.ranges.size() > limits::kMaxQuietPeriods) {
    return InvalidField("programme.calendar.quiet_days.periods",
                        absl::StrCat("are at most ", limits::kMaxQuietPeriods));
  }
  absl::flat_hash_set<Date> seen;
  for (size_t i = 0; i < quiet.ranges.size(); ++i) {
    const std::string field = absl::StrCat("programme.calendar.quiet_days.periods[", i, "]");
    if (quiet.ranges[i].empty()) return InvalidField(field, "ends before it begins");
    if (quiet.ranges[i].to - quiet.ranges[i].from > 366) return InvalidField(field, "is at most a year long");
    if (!seen.insert(quiet.ranges[i].from).second)
      return InvalidField(field, "begins on the same day as another");
  }
  return absl::OkStatus();
}

absl::Status CheckRecurrence(const Calendar& calendar) {
  RETURN_IF_ERROR(CheckNumber("calendar.window_days", calendar.window_days, 0, limits::kMaxWindowDays));
  if (calendar.recurrence == Recurrence::kFixed) {
    RETURN_IF_ERROR(CheckNumber("calendar.fixed_month", calendar.fixed_month, 1, 12));
    return CheckNumber("calendar.fixed_day", calendar.fixed_day, 1, kDaysInMonth[calendar.fixed_month - 1]);
  }
  if (calendar.recurrence == Recurrence::kOnce) {
    if (calendar.window_days == 0) return absl::OkStatus();
    return InvalidField("programme.calendar.window_days",
                        "is for modules that come again: give a recurrence");
  }
  RETURN_IF_ERROR(CheckNumber("calendar.every_months", calendar.every_months, 1, limits::kMaxMonthsBetween));
  if (calendar.window_days < calendar.every_months * 28) return absl::OkStatus();
  return InvalidField("programme.calendar.window_days",
                      "is shorter than the time from one cycle to the next");
}

absl::Status CheckCalendar(const Calendar& calendar) {
  RETURN_IF_ERROR(CheckNumber("days_to_complete", calendar.days_to_complete, 1, limits::kMaxDaysToComplete));
  RETURN_IF_ERROR(
      CheckNumber("calendar.newcomer_days", calendar.newcomer_days, 0, limits::kMaxDaysToComplete));
  RETURN_IF_ERROR(CheckNumber("calendar.weeks_between", calendar.weeks_between, 0, limits::kMaxWeeksBetween));
  if (calendar.end_date && *calendar.end_date < calendar.open_date) {
    return InvalidField("programme.calendar.end_date", "is not before the programme opens");
  }
  RETURN_IF_ERROR(CheckQuietDays(calendar.quiet));
  return CheckRecurrence(calendar);
}

absl::Status CheckMailDays(const std::vector<int>& days, absl::string_view field) {
  const std::string name = absl::StrCat("programme.mails.", field);
  if (days.size() > kMaxMailTimes)
    return InvalidField(name, absl::StrCat("are at most ", kMaxMailTimes, " days"));
  for (size_t i = 0; i < days.size(); ++i) {
    if (days[i] < 1 || days[i] > kMaxMailDays) {
      return InvalidField(name, absl::StrCat("has ", days[i], "; each day is 1 to ", kMaxMailDays,
                                             ", counted from the due date"));
    }
    if (i > 0 && days[i] <= days[i - 1]) {
      return InvalidField(name, absl::StrCat("has ", days[i], " after ", days[i - 1],
                                             "; each day is named once, the lowest first"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckMails(const MailRule& mails) {
  RETURN_IF_ERROR(CheckMailDays(mails.before, "before"));
  RETURN_IF_ERROR(CheckMailDays(mails.after, "after"));
  return CheckMailDays(mails.escalation, "escalation");
}

void AppendMails(const MailRule& mails, std::string& text) {
  if (mails == MailRule()) return;  // as before there were mails
  absl::StrAppend(&text, "\nmails ", mails.invites);
  for (const std::vector<int>* days : {&mails.before, &mails.after, &mails.escalation}) {
    absl::StrAppend(&text, " /", absl::StrJoin(*days, ","));
  }
}

void AppendCalendar(const Calendar& c, std::string& text) {
  absl::StrAppend(&text, "\n", FormatDate(c.open_date), " ", c.end_date ? FormatDate(*c.end_date) : "-", " ",
                  c.weeks_between, " ", c.days_to_complete, " ", c.newcomer_days, " ",
                  static_cast<int>(c.catch_up), " ", c.pauses_on_leave);
  absl::StrAppend(&text, "\n", static_cast<int>(c.recurrence), " ", c.every_months, " ", c.window_days, " ",
                  c.fixed_month, " ", c.fixed_day);
  absl::StrAppend(&text, "\n", c.quiet.weekends, c.quiet.holidays, c.quiet.july);
  for (const DateRange& range : c.quiet.ranges) {
    absl::StrAppend(&text, " ", FormatDate(range.from), "/", FormatDate(range.to));
  }
}

}  // namespace

std::vector<std::string> SlugsOf(const ProgrammeDefinition& programme) {
  std::vector<std::string> slugs;
  for (const ModuleDefinition& module : programme.modules) slugs.push_back(module.slug);
  return slugs;
}

absl::Status CheckDefinition(const ProgrammeDefinition& programme) {
  if (programme.display_name.empty() || programme.display_name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("programme.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  RETURN_IF_ERROR(CheckCalendar(programme.calendar));
  RETURN_IF_ERROR(CheckModules(programme));
  RETURN_IF_ERROR(CheckMails(programme.mails));
  return CheckAudience(programme.audience);
}

std::string RuleText(const RuleDefinition& rule) {
  std::vector<std::string> parts;
  if (rule.excepts) parts.push_back("except");
  if (!rule.unit_code.empty()) parts.push_back(absl::StrCat("unit=", rule.unit_code));
  for (const EngagementKind kind : rule.kinds)
    parts.push_back(absl::StrCat("kind=", EngagementKindName(kind)));
  for (const RoleGroup group : rule.role_groups)
    parts.push_back(absl::StrCat("group=", RoleGroupName(group)));
  for (const std::string& role : rule.roles) parts.push_back(absl::StrCat("role=", role));
  if (rule.requires_computer) parts.push_back("computer");
  for (const std::string& person : rule.people) parts.push_back(absl::StrCat("person=", person));
  return absl::StrJoin(parts, ",");
}

std::string DefinitionText(const ProgrammeDefinition& programme) {
  std::string text = programme.display_name;
  for (const ModuleDefinition& module : programme.modules) {
    absl::StrAppend(&text, "\n", module.slug, " ", module.open_date ? FormatDate(*module.open_date) : "-");
  }
  AppendCalendar(programme.calendar, text);
  for (const RuleDefinition& rule : programme.audience) absl::StrAppend(&text, "\n", RuleText(rule));
  AppendMails(programme.mails, text);
  return text;
}

}  // namespace nanolearn
