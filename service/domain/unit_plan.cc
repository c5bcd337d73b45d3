#include "service/domain/unit_plan.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace nanolearn {
namespace {

bool SameFacts(const UnitVersion& a, const UnitVersion& b) {
  return a.name == b.name && a.type == b.type && a.parent_id == b.parent_id;
}

using Versions = std::vector<const UnitVersion*>;

// The versions that hold on one of `days`, by unit.
absl::flat_hash_map<Id, Versions> VersionsOn(absl::Span<const UnitVersion> known, const DateRange& days) {
  absl::flat_hash_map<Id, Versions> found;
  for (const UnitVersion& unit : known) {
    if (unit.valid.empty() || unit.valid.to <= days.from || unit.valid.from >= days.to) continue;
    found[unit.unit_id].push_back(&unit);
  }
  return found;
}

bool SayAlready(const Versions& versions, const UnitVersion& wanted) {
  const UnitVersion& first = *versions[0];
  return versions.size() == 1 && SameFacts(first, wanted) && first.valid.from <= wanted.valid.from &&
         first.valid.to >= wanted.valid.to;
}

// Takes `days` out of them.
void Cut(const Versions& versions, const DateRange& days, UnitPlan& plan) {
  for (const UnitVersion* version : versions) {
    const DateRange& valid = version->valid;
    plan.ends.push_back({version->unit_id, valid.from, std::max(valid.from, days.from)});
    if (valid.to <= days.to) continue;
    plan.versions.push_back(*version);
    plan.versions.back().valid = {days.to, valid.to};
  }
}

}  // namespace

UnitPlan PlanUnits(absl::Span<const UnitVersion> known, absl::Span<const UnitRecord> wanted,
                   const DateRange& days, const std::function<Id()>& next_id) {
  UnitPlan plan;
  absl::flat_hash_map<std::string, Id> id_of;
  for (const UnitVersion& unit : known) id_of[unit.code] = unit.unit_id;
  absl::flat_hash_set<Id> is_new;
  for (const UnitRecord& record : wanted) {
    if (id_of.contains(record.code)) continue;
    is_new.insert(id_of[record.code] = next_id());
  }
  auto current = VersionsOn(known, days);
  for (const UnitRecord& record : wanted) {
    UnitVersion version{.unit_id = id_of[record.code],
                        .code = record.code,
                        .name = record.name,
                        .type = record.type,
                        .parent_id = record.parent_code.empty() ? kNoId : id_of[record.parent_code],
                        .valid = days};
    if (is_new.contains(version.unit_id)) plan.new_units.push_back(version);
    const auto old = current.extract(version.unit_id);
    if (old.empty()) {
      ++plan.added;
    } else if (SayAlready(old.mapped(), version)) {
      ++plan.unchanged;
      continue;
    } else {
      ++plan.changed;
      Cut(old.mapped(), days, plan);
    }
    plan.versions.push_back(std::move(version));
  }
  for (const auto& [id, old] : current) {  // those left are not in the file
    plan.closed_units.push_back(id);
    Cut(old, days, plan);
  }
  plan.closed = static_cast<int>(plan.closed_units.size());
  return plan;
}

}  // namespace nanolearn
