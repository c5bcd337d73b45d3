#include "admin-cli/commands/programme_output.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "admin-cli/commands/audience_rule.h"
#include "admin-cli/enums.h"
#include "admin-cli/values.h"

namespace nanolearn::cli {
namespace {

using v1::AudienceRule;
using v1::Calendar;
using v1::Programme;

// With its days, when it does not hold as long as the programme.
std::string RuleLine(const AudienceRule& rule) {
  std::string line = FormatAudienceRule(rule);
  if (!rule.start_date().empty()) absl::StrAppend(&line, ", from ", rule.start_date());
  if (!rule.end_date().empty()) absl::StrAppend(&line, ", until ", rule.end_date());
  return line;
}

Value AudienceOf(const Programme& programme) {
  std::vector<std::string> rules;
  for (const AudienceRule& rule : programme.audience()) rules.push_back(FormatAudienceRule(rule));
  return rules;
}

// Rules have commas of their own, so each stands on a line of its own where a person reads them.
Value AudienceLines(const Programme& programme) {
  std::vector<Record> lines;
  for (const AudienceRule& rule : programme.audience()) lines.push_back({{{"rule", RuleLine(rule)}}});
  return lines;
}

Value ModuleDates(const Programme& programme) {
  std::vector<Record> records;
  for (const std::string& module : programme.modules()) {
    const auto day = programme.module_open_dates().find(module);
    if (day == programme.module_open_dates().end()) continue;
    records.push_back({{{"module", ShortId(module)}, {"opens", day->second}}});
  }
  return records;
}

std::string QuietSentence(const v1::QuietDays& quiet) {
  std::vector<std::string> parts;
  if (quiet.weekends()) parts.push_back("weekends");
  if (quiet.holidays()) parts.push_back("Swedish public holidays");
  if (quiet.july()) parts.push_back("July");
  for (const auto& period : quiet.periods()) {
    parts.push_back(absl::StrCat(period.start_date(), " to ", period.end_date()));
  }
  return absl::StrCat("Nothing opens or is due on ", absl::StrJoin(parts, ", "));
}

std::string MonthName(int month) {
  static constexpr const char* kNames[] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
  return month >= 1 && month <= 12 ? kNames[month - 1] : absl::StrCat("month ", month);
}

std::string AgainSentence(const Calendar& calendar) {
  std::string window;
  if (calendar.window_days() > 0) window = absl::StrCat(", open ", calendar.window_days(), " days before");
  switch (calendar.recurrence()) {
    case v1::RECURRENCE_FROM_COMPLETION:
      return absl::StrCat("Again ", calendar.every_months(), " months after each completion", window);
    case v1::RECURRENCE_FROM_EXPIRY:
      return absl::StrCat("Again every ", calendar.every_months(), " months from the first completion",
                          window);
    case v1::RECURRENCE_FIXED:
      return absl::StrCat("Again each year on ", calendar.fixed_day(), " ", MonthName(calendar.fixed_month()),
                          window);
    default:
      return "Once";
  }
}

Value CalendarLines(const Programme& programme) {
  const Calendar& calendar = programme.calendar();
  std::vector<std::string> sentences;
  if (calendar.weeks_between() > 0) {
    sentences.push_back(absl::StrCat("A module every ", calendar.weeks_between(), " weeks"));
  }
  for (const std::string& module : programme.modules()) {
    const auto day = programme.module_open_dates().find(module);
    if (day == programme.module_open_dates().end()) continue;
    sentences.push_back(absl::StrCat(ShortId(module), " opens on ", day->second));
  }
  if (calendar.newcomer_days() > 0) {
    sentences.push_back(absl::StrCat("Newcomers have ", calendar.newcomer_days(), " days"));
  }
  if (calendar.catch_up() == v1::CATCH_UP_PACED) sentences.push_back("Newcomers follow the pace");
  if (calendar.catch_up() == v1::CATCH_UP_NONE) {
    sentences.push_back("Newcomers get nothing that opened before they came");
  }
  const v1::QuietDays& quiet = calendar.quiet_days();
  if (quiet.weekends() || quiet.holidays() || quiet.july() || !quiet.periods().empty()) {
    sentences.push_back(QuietSentence(quiet));
  }
  sentences.push_back(calendar.runs_on_leave() ? "The clock goes on during leave"
                                               : "The clock stands still during leave");
  sentences.push_back(AgainSentence(calendar));
  std::vector<Record> lines;
  for (std::string& sentence : sentences) lines.push_back({{{"calendar", std::move(sentence)}}});
  return lines;
}

std::string DaysText(const google::protobuf::RepeatedField<int32_t>& days) {
  return absl::StrCat(absl::StrJoin(days, ", "), days.size() == 1 && days[0] == 1 ? " day" : " days");
}

Value MailLines(const Programme& programme) {
  const v1::MailRule& mails = programme.mails();
  std::vector<std::string> sentences;
  if (mails.invitation()) sentences.push_back("An invitation when a module opens");
  if (!mails.before().empty()) {
    sentences.push_back(absl::StrCat("A reminder ", DaysText(mails.before()), " before it is due"));
  }
  if (!mails.after().empty()) {
    sentences.push_back(absl::StrCat("A reminder ", DaysText(mails.after()), " after it was due"));
  }
  if (!mails.escalation().empty()) {
    sentences.push_back(
        absl::StrCat("Managers are told ", DaysText(mails.escalation()), " after it was due"));
  }
  if (sentences.empty()) sentences.push_back("None");
  std::vector<Record> lines;
  for (std::string& sentence : sentences) lines.push_back({{{"mails", std::move(sentence)}}});
  return lines;
}

Value MailData(const Programme& programme) {
  const v1::MailRule& mails = programme.mails();
  const auto days = [](const google::protobuf::RepeatedField<int32_t>& list) {
    std::vector<std::string> texts;
    for (const int day : list) texts.push_back(absl::StrCat(day));
    return texts;
  };
  return std::vector<Record>{{{{"invitation", mails.invitation()},
                               {"before", days(mails.before())},
                               {"after", days(mails.after())},
                               {"escalation", days(mails.escalation())}}}};
}

Value CalendarData(const Programme& programme) {
  const Calendar& c = programme.calendar();
  const v1::QuietDays& quiet = c.quiet_days();
  std::vector<std::string> periods;
  for (const auto& period : quiet.periods()) {
    periods.push_back(absl::StrCat(period.start_date(), "/", period.end_date()));
  }
  return std::vector<Record>{{{{"weeks_between", c.weeks_between()},
                               {"newcomer_days", c.newcomer_days()},
                               {"catch_up", EnumText(c.catch_up())},
                               {"quiet_weekends", quiet.weekends()},
                               {"quiet_holidays", quiet.holidays()},
                               {"quiet_july", quiet.july()},
                               {"quiet_periods", periods},
                               {"runs_on_leave", c.runs_on_leave()},
                               {"recurrence", EnumText(c.recurrence())},
                               {"every_months", c.every_months()},
                               {"window_days", c.window_days()},
                               {"fixed_month", c.fixed_month()},
                               {"fixed_day", c.fixed_day()}}}};
}

Value AudienceData(const Programme& programme) {
  std::vector<Record> records;
  for (const AudienceRule& rule : programme.audience()) {
    std::vector<std::string> kinds, groups;
    for (const int kind : rule.kinds()) kinds.push_back(EnumText(static_cast<v1::EngagementKind>(kind)));
    for (const int group : rule.role_groups()) groups.push_back(EnumText(static_cast<v1::RoleGroup>(group)));
    records.push_back({{{"except", rule.excepts()},
                        {"unit", Optional(ShortId(rule.unit()))},
                        {"kinds", kinds},
                        {"groups", groups},
                        {"roles", ListOf(rule.roles())},
                        {"computer", rule.requires_computer()},
                        {"people", ShortIds(rule.people())},
                        {"start", Optional(rule.start_date())},
                        {"end", Optional(rule.end_date())}}});
  }
  return records;
}

}  // namespace

const ColumnsOf<Programme>& BriefProgrammeColumns() {
  static const auto* const kColumns = new ColumnsOf<Programme>{
      {{"programme", "Programme", Type::kWhole}, [](const Programme& p) { return ShortId(p.name()); }},
      {{"name", "Name"}, [](const Programme& p) { return p.display_name(); }},
      {{"opens", "Opens", Type::kWhole}, [](const Programme& p) { return p.open_date(); }},
      {{"days", "Days", Type::kNumber}, [](const Programme& p) { return p.days_to_complete(); }},
      {{"people", "People", Type::kNumber},
       [](const Programme& p) { return p.has_people() ? Value(p.people()) : Value(); }},
      {{"modules", "Modules"}, [](const Programme& p) { return ShortIds(p.modules()); }},
      {{"audience", "Audience", Type::kText, Shown::kNotInTable}, AudienceOf},
      {{"audience", "Audience", Type::kText, Shown::kInTable}, AudienceLines},
      {{"created", "Created", Type::kTime},
       [](const Programme& p) { return Instant(p.has_create_time(), p.create_time()); }}};
  return *kColumns;
}

ColumnsOf<Programme> FullProgrammeColumns() {
  static const auto* const kColumns = new ColumnsOf<Programme>{
      {{"ends", "Ends", Type::kWhole}, [](const Programme& p) { return Optional(p.calendar().end_date()); }},
      {{"calendar", "Calendar", Type::kText, Shown::kInTable}, CalendarLines},
      {{"calendar", "Calendar", Type::kText, Shown::kInData}, CalendarData},
      {{"mails", "Mail", Type::kText, Shown::kInTable}, MailLines},
      {{"mails", "Mail", Type::kText, Shown::kInData}, MailData},
      {{"module_dates", "Module dates", Type::kText, Shown::kInData}, ModuleDates},
      {{"rules", "Rules", Type::kText, Shown::kInData}, AudienceData},
      {{"etag", "Etag", Type::kText, Shown::kInData}, [](const Programme& p) { return Optional(p.etag()); }}};
  return BriefProgrammeColumns() + *kColumns;
}

}  // namespace nanolearn::cli
