#include "service/domain/audience.h"

#include <algorithm>

namespace nanolearn {
namespace {

bool Fits(const AudienceRule& rule, const EngagementFacts& facts, const UnitTree& tree) {
  if (rule.requires_computer && !facts.has_computer) return false;
  if (std::find(rule.kinds.begin(), rule.kinds.end(), facts.kind) == rule.kinds.end()) return false;
  return tree.Covers(rule.unit_id, facts.unit_id);
}

// The parts of `range` during which the tree stays the same.
std::vector<DateRange> SplitAtChanges(DateRange range, const UnitHistory& units) {
  std::vector<DateRange> parts;
  const auto& days = units.change_days();
  for (auto it = std::upper_bound(days.begin(), days.end(), range.from); it != days.end() && *it < range.to;
       ++it) {
    parts.push_back({range.from, *it});
    range.from = *it;
  }
  parts.push_back(range);
  return parts;
}

}  // namespace

std::vector<DateRange> JoinRanges(std::vector<DateRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const DateRange& a, const DateRange& b) { return a.from < b.from; });
  std::vector<DateRange> joined;
  for (const DateRange& range : ranges) {
    if (range.empty()) continue;
    if (!joined.empty() && range.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, range.to);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

std::vector<DateRange> AudienceDays(absl::Span<const AudienceRule> rules,
                                    absl::Span<const Engagement> engagements, const UnitHistory& units,
                                    Date first) {
  std::vector<DateRange> days;
  for (const Engagement& engagement : engagements) {
    const DateRange range{std::max(engagement.valid.from, first), engagement.valid.to};
    if (range.empty()) continue;
    for (const DateRange& part : SplitAtChanges(range, units)) {
      const UnitTree& tree = units.On(part.from);
      const bool fits = std::any_of(rules.begin(), rules.end(), [&](const AudienceRule& rule) {
        return Fits(rule, engagement.facts, tree);
      });
      if (fits) days.push_back(part);
    }
  }
  return JoinRanges(std::move(days));
}

}  // namespace nanolearn
