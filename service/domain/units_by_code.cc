#include "service/domain/units_by_code.h"

namespace nanolearn {

absl::flat_hash_map<std::string, UnitVersion> UnitsByCode(absl::Span<const UnitVersion> versions,
                                                          Date effective) {
  absl::flat_hash_map<std::string, UnitVersion> units;
  for (const UnitVersion& unit : versions) {
    if (unit.valid.empty() || unit.valid.to <= effective) continue;
    const auto [it, is_new] = units.try_emplace(unit.code, unit);
    if (!is_new && unit.valid.from > it->second.valid.from) it->second = unit;
  }
  return units;
}

}  // namespace nanolearn
