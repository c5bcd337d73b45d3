#include "service/domain/audience.h"

#include <algorithm>

namespace nanolearn {
namespace {

using Reason = AudienceVerdict::Reason;

template <typename T>
bool Has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool FitsRole(const AudienceRule& rule, const std::string& role) {
  if (rule.roles.empty() && rule.role_groups.empty()) return true;
  if (!rule.role_groups.empty()) {
    const std::optional<RoleGroup> group = RoleGroupOf(role);
    if (group && Has(rule.role_groups, *group)) return true;
  }
  return std::any_of(rule.roles.begin(), rule.roles.end(),
                     [&](const std::string& pattern) { return MatchesRole(pattern, role); });
}

// What the rule says of the engagement, the day apart; what is cheap first.
Reason Judge(const AudienceRule& rule, const Engagement& engagement, const UnitTree& tree) {
  const EngagementFacts& facts = engagement.facts;
  if (!rule.kinds.empty() && !Has(rule.kinds, facts.kind)) return Reason::kOtherKind;
  if (rule.requires_computer && !facts.has_computer) return Reason::kNoComputer;
  if (rule.unit_id != kNoId && !tree.Covers(rule.unit_id, facts.unit_id)) return Reason::kOtherUnit;
  if (!FitsRole(rule, facts.role)) return Reason::kOtherRole;
  if (!rule.person_ids.empty() &&
      !std::binary_search(rule.person_ids.begin(), rule.person_ids.end(), engagement.person_id)) {
    return Reason::kNotListed;
  }
  return Reason::kFits;
}

DateRange ProgrammeDaysOf(const Programme& programme) {
  const std::optional<Date>& end = programme.calendar.end_date;
  return {programme.calendar.open_date, end ? *end + 1 : kNoEnd};
}

// The days from which something can be otherwise, ascending, each once: between two of them nothing changes.
std::vector<Date> Breaks(const Programme& programme, absl::Span<const Engagement> engagements,
                         const UnitHistory& units, const DateRange& days) {
  std::vector<Date> breaks = {days.from};
  const auto add = [&](const DateRange& range) {
    if (range.empty()) return;
    if (days.Contains(range.from)) breaks.push_back(range.from);
    if (days.Contains(range.to)) breaks.push_back(range.to);
  };
  for (const Engagement& engagement : engagements) {
    add(engagement.valid);
    add(engagement.facts.leave);
  }
  for (const AudienceRule& rule : programme.audience) add(rule.valid);
  for (const Date day : units.change_days()) {
    if (days.Contains(day)) breaks.push_back(day);
  }
  std::sort(breaks.begin(), breaks.end());
  breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
  return breaks;
}

AudiencePresence PresenceOf(const Programme& programme, absl::Span<const Engagement> engagements,
                            const UnitTree& tree, Date day) {
  AudiencePresence presence = AudiencePresence::kOutside;
  for (const Engagement& engagement : engagements) {
    if (!engagement.valid.Contains(day)) continue;
    for (const AudienceRule& rule : programme.audience) {
      if (!rule.valid.Contains(day) || Judge(rule, engagement, tree) != Reason::kFits) continue;
      if (rule.excepts) return AudiencePresence::kOutside;
      const bool on_leave = programme.calendar.pauses_on_leave && engagement.facts.leave.Contains(day);
      if (!on_leave) {
        presence = AudiencePresence::kActive;
      } else if (presence == AudiencePresence::kOutside) {
        presence = AudiencePresence::kPaused;
      }
    }
  }
  return presence;
}

void Append(std::vector<AudienceRange>& ranges, const DateRange& days, bool is_paused) {
  if (!ranges.empty() && ranges.back().days.to == days.from && ranges.back().is_paused == is_paused) {
    ranges.back().days.to = days.to;
  } else {
    ranges.push_back({days, is_paused});
  }
}

}  // namespace

std::vector<AudienceRange> AudienceDays(const Programme& programme, absl::Span<const Engagement> engagements,
                                        const UnitHistory& units) {
  std::vector<AudienceRange> ranges;
  const DateRange days = ProgrammeDaysOf(programme);
  if (days.empty() || engagements.empty()) return ranges;
  const std::vector<Date> breaks = Breaks(programme, engagements, units, days);
  for (size_t i = 0; i < breaks.size(); ++i) {
    const DateRange part{breaks[i], i + 1 < breaks.size() ? breaks[i + 1] : days.to};
    const AudiencePresence presence = PresenceOf(programme, engagements, units.On(part.from), part.from);
    if (presence == AudiencePresence::kOutside) continue;
    Append(ranges, part, presence == AudiencePresence::kPaused);
  }
  return ranges;
}

AudiencePresence PresenceOn(absl::Span<const AudienceRange> audience, Date day) {
  for (const AudienceRange& range : audience) {
    if (range.days.Contains(day))
      return range.is_paused ? AudiencePresence::kPaused : AudiencePresence::kActive;
  }
  return AudiencePresence::kOutside;
}

std::vector<AudienceVerdict> ExplainAudience(const Programme& programme,
                                             absl::Span<const Engagement> engagements,
                                             const UnitHistory& units, Date day) {
  std::vector<AudienceVerdict> verdicts;
  const UnitTree& tree = units.On(day);
  for (size_t i = 0; i < programme.audience.size(); ++i) {
    const AudienceRule& rule = programme.audience[i];
    for (const Engagement& engagement : engagements) {
      if (!engagement.valid.Contains(day)) continue;
      const Reason reason = rule.valid.Contains(day) ? Judge(rule, engagement, tree) : Reason::kOtherDay;
      verdicts.push_back({static_cast<int>(i), &engagement, reason});
    }
  }
  return verdicts;
}

bool IsIn(const Programme& programme, absl::Span<const AudienceVerdict> verdicts) {
  bool is_in = false;
  for (const AudienceVerdict& verdict : verdicts) {
    if (verdict.reason != Reason::kFits) continue;
    if (programme.audience[verdict.rule].excepts) return false;
    is_in = true;
  }
  return is_in;
}

}  // namespace nanolearn
