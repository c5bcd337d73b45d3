#include "service/domain/staff_plan.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace nanolearn {
namespace {

StaffPlan::End EndOf(const Engagement& engagement, Date effective) {
  const Date end = std::min(engagement.valid.to, effective);
  return {engagement.id, std::max(engagement.valid.from, end)};
}

}  // namespace

DateRange ValidFrom(const DateRange& period, Date effective) {
  const DateRange valid{std::max(period.from, effective), period.to};
  return valid.empty() ? DateRange{effective, effective} : valid;
}

StaffPlan PlanStaff(absl::Span<const Engagement> current, absl::Span<const StatedEngagement> stated,
                    Date effective, const UnreadableEngagements& unreadable) {
  absl::flat_hash_map<absl::string_view, const Engagement*> by_key;
  by_key.reserve(current.size());
  for (const Engagement& engagement : current) by_key[engagement.source_key] = &engagement;

  StaffPlan plan;
  absl::flat_hash_set<absl::string_view> in_file;
  in_file.reserve(stated.size());
  for (const StatedEngagement& statement : stated) {
    in_file.insert(statement.source_key);
    const auto old = by_key.find(statement.source_key);
    if (old == by_key.end()) {
      plan.added.push_back(statement);
    } else if (old->second->person_id == statement.person_id && old->second->facts == statement.facts) {
      ++plan.unchanged;
    } else {
      plan.ends.push_back(EndOf(*old->second, effective));
      plan.changed.push_back(statement);
    }
  }
  for (const Engagement& engagement : current) {
    if (in_file.contains(engagement.source_key)) continue;
    if (unreadable.contains(engagement.id)) {
      ++plan.unchanged;
      continue;
    }
    plan.ends.push_back(EndOf(engagement, effective));
    ++plan.gone;
  }
  return plan;
}

}  // namespace nanolearn
