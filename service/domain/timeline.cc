#include "service/domain/timeline.h"

#include <algorithm>
#include <iterator>

namespace nanolearn {
namespace {

void SortOnce(std::vector<Date>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

// Days from which on the person's units can be others.
std::vector<Date> PlacementBreaks(absl::Span<const Engagement> engagements, const UnitHistory& units) {
  std::vector<Date> breaks;
  for (const Engagement& engagement : engagements) {
    if (engagement.valid.empty()) continue;
    breaks.push_back(engagement.valid.from);
    if (engagement.valid.to < kNoEnd) breaks.push_back(engagement.valid.to);
  }
  if (breaks.empty()) return breaks;
  const Date first = *std::min_element(breaks.begin(), breaks.end());
  const auto& changes = units.change_days();
  breaks.insert(breaks.end(), std::upper_bound(changes.begin(), changes.end(), first), changes.end());
  SortOnce(breaks);
  return breaks;
}

std::vector<UnitShare> UnitsOn(absl::Span<const Engagement> engagements, const UnitTree& tree, Date day) {
  std::vector<UnitShare> shares;
  for (const Engagement& engagement : engagements) {
    if (!engagement.valid.Contains(day)) continue;
    const auto kind = static_cast<uint8_t>(1 << static_cast<int>(engagement.facts.kind));
    for (int node = tree.NodeOf(engagement.facts.unit_id); node >= 0; node = tree.nodes()[node].parent) {
      shares.push_back({tree.nodes()[node].unit->unit_id, kind});
    }
  }
  std::sort(shares.begin(), shares.end());
  size_t kept = 0;  // of those for one unit, one with all kinds
  for (const UnitShare& share : shares) {
    if (kept > 0 && shares[kept - 1].unit_id == share.unit_id) {
      shares[kept - 1].kinds |= share.kinds;
    } else {
      shares[kept++] = share;
    }
  }
  shares.resize(kept);
  return shares;
}

// Days from which on the assignment can stand otherwise.
std::vector<Date> StateBreaks(const AssignmentHistory& history, absl::Span<const AudienceRange> audience) {
  const Assignment& assignment = history.assignment;
  std::vector<Date> breaks = {assignment.open_date, assignment.due_date + 1};
  if (assignment.complete_date) breaks.push_back(*assignment.complete_date);
  if (assignment.close_date) breaks.push_back(*assignment.close_date);
  for (const AssignmentException& e : history.exceptions) {
    breaks.push_back(e.valid.from);
    breaks.push_back(e.valid.to);
    if (e.due_date) breaks.push_back(*e.due_date + 1);
    if (e.old_due_date) breaks.push_back(*e.old_due_date + 1);
  }
  for (const VoidedCompletion& voided : history.voided) {
    breaks.push_back(voided.complete_date);
    breaks.push_back(voided.void_date);
  }
  for (const AudienceRange& range : audience) {
    breaks.push_back(range.days.from);
    breaks.push_back(range.days.to);
  }
  SortOnce(breaks);
  return breaks;
}

}  // namespace

std::vector<Placement> PlacementsOf(absl::Span<const Engagement> engagements, const UnitHistory& units) {
  std::vector<Placement> placements;
  for (const Date day : PlacementBreaks(engagements, units)) {
    std::vector<UnitShare> shares = UnitsOn(engagements, units.On(day), day);
    const bool same = placements.empty() ? shares.empty() : placements.back().units == shares;
    if (!same) placements.push_back({day, std::move(shares)});
  }
  return placements;
}

AssignmentSteps StepsOf(const AssignmentHistory& history, absl::Span<const AudienceRange> audience) {
  AssignmentSteps steps{history.assignment.programme_id, history.assignment.module_id, {}};
  AssignmentState last = AssignmentState::kUpcoming;
  for (const Date day : StateBreaks(history, audience)) {
    if (day >= kNoEnd) break;
    AssignmentState state = StateOn(history, PresenceOn(audience, day), day);
    if (!IsCounted(state)) state = AssignmentState::kUpcoming;
    if (state != last) steps.steps.emplace_back(day, state);
    last = state;
  }
  return steps;
}

Timeline TimelineOf(absl::Span<const Engagement> engagements, const UnitHistory& units,
                    absl::Span<const ProgrammeDays> programmes,
                    absl::Span<const AssignmentHistory> assignments) {
  Timeline timeline{PlacementsOf(engagements, units), {}};
  for (const AssignmentHistory& history : assignments) {
    const auto days = std::find_if(programmes.begin(), programmes.end(), [&](const ProgrammeDays& programme) {
      return programme.programme_id == history.assignment.programme_id;
    });
    if (days == programmes.end()) continue;  // never in the audience
    AssignmentSteps steps = StepsOf(history, days->days);
    if (!steps.steps.empty()) timeline.assignments.push_back(std::move(steps));
  }
  return timeline;
}

}  // namespace nanolearn
