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

// The versions that hold on `effective` or later, by unit: the newest of each.
absl::flat_hash_map<Id, const UnitVersion*> CurrentVersions(absl::Span<const UnitVersion> known,
                                                            Date effective) {
  absl::flat_hash_map<Id, const UnitVersion*> current;
  for (const UnitVersion& unit : known) {
    if (unit.valid.empty() || unit.valid.to <= effective) continue;
    const UnitVersion*& newest = current[unit.unit_id];
    if (!newest || unit.valid.from > newest->valid.from) newest = &unit;
  }
  return current;
}

}  // namespace

UnitPlan PlanUnits(absl::Span<const UnitVersion> known, absl::Span<const UnitRecord> wanted, Date effective,
                   const std::function<Id()>& next_id) {
  UnitPlan plan;
  absl::flat_hash_map<std::string, Id> id_of;
  for (const UnitVersion& unit : known) id_of[unit.code] = unit.unit_id;
  absl::flat_hash_set<Id> is_new;
  for (const UnitRecord& record : wanted) {
    if (id_of.contains(record.code)) continue;
    is_new.insert(id_of[record.code] = next_id());
  }
  const auto current = CurrentVersions(known, effective);
  absl::flat_hash_set<Id> in_file;
  for (const UnitRecord& record : wanted) {
    UnitVersion version{.unit_id = id_of[record.code],
                        .code = record.code,
                        .name = record.name,
                        .type = record.type,
                        .parent_id = record.parent_code.empty() ? kNoId : id_of[record.parent_code],
                        .valid = {effective, kNoEnd}};
    in_file.insert(version.unit_id);
    if (is_new.contains(version.unit_id)) plan.new_units.push_back(version);
    const auto old = current.find(version.unit_id);
    if (old == current.end()) {
      ++plan.added;
    } else if (SameFacts(*old->second, version)) {
      ++plan.unchanged;
      continue;
    } else {
      ++plan.changed;
      plan.ends.push_back(
          {version.unit_id, old->second->valid.from, std::max(old->second->valid.from, effective)});
    }
    plan.versions.push_back(std::move(version));
  }
  for (const auto& [id, old] : current) {
    if (in_file.contains(id)) continue;
    ++plan.closed;
    plan.ends.push_back({id, old->valid.from, std::max(old->valid.from, effective)});
  }
  return plan;
}

}  // namespace nanolearn
