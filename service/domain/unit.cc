#include "service/domain/unit.h"

#include <array>
#include <utility>

namespace nanolearn {
namespace {
constexpr std::array<std::pair<UnitType, absl::string_view>, 8> kNames = {{
    {UnitType::kGroup, "GROUP"},
    {UnitType::kMunicipality, "MUNICIPALITY"},
    {UnitType::kAssembly, "ASSEMBLY"},
    {UnitType::kCommittee, "COMMITTEE"},
    {UnitType::kAdministration, "ADMINISTRATION"},
    {UnitType::kCompany, "COMPANY"},
    {UnitType::kDepartment, "DEPARTMENT"},
    {UnitType::kTeam, "TEAM"},
}};
}  // namespace

absl::string_view UnitTypeName(UnitType type) { return kNames[static_cast<size_t>(type)].second; }

std::optional<UnitType> ParseUnitType(absl::string_view name) {
  for (const auto& [type, known] : kNames) {
    if (known == name) return type;
  }
  return std::nullopt;
}

}  // namespace nanolearn
