#include "service/domain/audience_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace nanolearn {
namespace {

using Reason = AudienceVerdict::Reason;

std::string Words(absl::string_view name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", " "}});
}

std::string KindsOf(const AudienceRule& rule) {
  return absl::StrJoin(rule.kinds, " or ", [](std::string* text, EngagementKind kind) {
    absl::StrAppend(text, Words(EngagementKindName(kind)));
  });
}

std::string RolesOf(const AudienceRule& rule) {
  std::vector<std::string> roles;
  for (const RoleGroup group : rule.role_groups) roles.push_back(Words(RoleGroupName(group)));
  for (const std::string& role : rule.roles) roles.push_back(absl::StrCat("\"", role, "\""));
  return absl::StrJoin(roles, " or ");
}

std::string DaysOf(const DateRange& days) {
  const bool begins = days.from > kFirstDate;
  const bool ends = days.to < kNoEnd;
  if (begins && ends) {
    return absl::StrCat("holds only from ", FormatDate(days.from), " to ", FormatDate(days.to - 1));
  }
  if (ends) return absl::StrCat("held only until ", FormatDate(days.to - 1));
  return absl::StrCat("holds only from ", FormatDate(days.from));
}

// What the rule finds about the engagement, after "does not fit ...: ".
std::string Why(const AudienceRule& rule, const AudienceVerdict& verdict, const UnitNamer& units) {
  switch (verdict.reason) {
    case Reason::kOtherUnit:
      return absl::StrCat("the unit is not ", units(rule.unit_id), " or below it");
    case Reason::kOtherKind:
      return absl::StrCat("it is no ", KindsOf(rule));
    case Reason::kOtherRole:
      return absl::StrCat("the role is not ", RolesOf(rule));
    case Reason::kNoComputer:
      return "it has no computer";
    case Reason::kNotListed:
      return "the person is not on the rule's list";
    case Reason::kFits:
    case Reason::kOtherDay:
      break;
  }
  return "";
}

std::string Sentence(const Programme& programme, const AudienceVerdict& verdict, const UnitNamer& units) {
  const AudienceRule& rule = programme.audience[verdict.rule];
  const std::string name = DescribeRule(programme, verdict.rule, units);
  const std::string engagement = DescribeEngagement(*verdict.engagement, units);
  if (verdict.reason == Reason::kOtherDay)
    return absl::StrCat("R", name.substr(1), " ", DaysOf(rule.valid), ".");
  if (verdict.reason == Reason::kFits) {
    return absl::StrCat("R", name.substr(1), rule.excepts ? " takes out " : " lets in ", engagement, ".");
  }
  return absl::StrCat("R", name.substr(1), " does not fit ", engagement, ": ", Why(rule, verdict, units),
                      ".");
}

std::string Headline(const Programme& programme, absl::Span<const AudienceVerdict> verdicts,
                     AudiencePresence presence, Date day) {
  const std::string on = absl::StrCat("On ", FormatDate(day), " the person is ");
  if (presence == AudiencePresence::kActive) return absl::StrCat(on, "in the audience.");
  if (presence == AudiencePresence::kPaused) {
    return absl::StrCat(on, "in the audience and on leave: the clock stands still.");
  }
  if (day < programme.calendar.open_date) {
    return absl::StrCat(on, "not in the audience: the programme opens on ",
                        FormatDate(programme.calendar.open_date), ".");
  }
  if (programme.calendar.end_date && day > *programme.calendar.end_date) {
    return absl::StrCat(on, "not in the audience: the programme ended on ",
                        FormatDate(*programme.calendar.end_date), ".");
  }
  if (verdicts.empty()) return absl::StrCat(on, "not in the audience: they have no engagement on that day.");
  for (const AudienceVerdict& verdict : verdicts) {
    if (verdict.reason == Reason::kFits && programme.audience[verdict.rule].excepts) {
      return absl::StrCat(on, "not in the audience: rule ", verdict.rule + 1, " takes them out.");
    }
  }
  return absl::StrCat(on, "not in the audience: no rule fits.");
}

}  // namespace

UnitNamer NamerOf(const UnitTree& tree) {
  return [&tree](Id unit_id) -> std::string {
    const int node = tree.NodeOf(unit_id);
    return node < 0 ? "a unit that is not there" : tree.nodes()[node].unit->code;
  };
}

std::string DescribeRule(const Programme& programme, int rule_index, const UnitNamer& units) {
  const AudienceRule& rule = programme.audience[rule_index];
  std::vector<std::string> parts;
  if (rule.excepts) parts.push_back("except");
  if (!rule.kinds.empty()) parts.push_back(KindsOf(rule));
  if (rule.unit_id != kNoId) parts.push_back(absl::StrCat("in ", units(rule.unit_id), " or below"));
  if (const std::string roles = RolesOf(rule); !roles.empty()) parts.push_back(absl::StrCat("as ", roles));
  if (rule.requires_computer) parts.push_back("with a computer");
  if (!rule.person_ids.empty()) {
    parts.push_back(absl::StrCat("on a list of ", rule.person_ids.size(),
                                 rule.person_ids.size() == 1 ? " person" : " people"));
  }
  return absl::StrCat("rule ", rule_index + 1, " (", absl::StrJoin(parts, ", "), ")");
}

std::string DescribeEngagement(const Engagement& engagement, const UnitNamer& units) {
  const std::string kind = absl::StrCat("the ", Words(EngagementKindName(engagement.facts.kind)));
  const std::string role = engagement.facts.role.empty() ? "" : absl::StrCat(" as ", engagement.facts.role);
  return absl::StrCat(kind, role, " in ", units(engagement.facts.unit_id));
}

std::vector<std::string> AudienceReasons(const Programme& programme,
                                         absl::Span<const AudienceVerdict> verdicts,
                                         AudiencePresence presence, Date day, const UnitNamer& units,
                                         bool hide) {
  if (hide) {
    const bool is_in = presence != AudiencePresence::kOutside;
    return {absl::StrCat("On ", FormatDate(day), " the person is ", is_in ? "" : "not ", "in the audience."),
            "The identity is protected: what makes it so is not shown."};
  }
  std::vector<std::string> reasons = {Headline(programme, verdicts, presence, day)};
  for (const AudienceVerdict& verdict : verdicts) {
    std::string sentence = Sentence(programme, verdict, units);
    // A rule that holds on other days says so once, not of each engagement.
    if (sentence != reasons.back()) reasons.push_back(std::move(sentence));
  }
  return reasons;
}

}  // namespace nanolearn
