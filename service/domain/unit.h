#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/base/date.h"
#include "service/base/id.h"

namespace nanolearn {

enum class UnitType {
  kGroup,
  kMunicipality,
  kAssembly,
  kCommittee,
  kAdministration,
  kCompany,
  kDepartment,
  kTeam
};

// "GROUP", "MUNICIPALITY", ...: the same word in proto, SQL, files and output.
absl::string_view UnitTypeName(UnitType type);
std::optional<UnitType> ParseUnitType(absl::string_view name);

// What was true of a unit on the days of `valid`. A unit that is renamed or moved gets a new version;
// the old one stays for the days it was true.
struct UnitVersion {
  Id unit_id = kNoId;
  std::string code;  // the organisation's own, unique in it, never changes
  std::string name;
  UnitType type = UnitType::kDepartment;
  Id parent_id = kNoId;  // kNoId: a root
  DateRange valid;
};

}  // namespace nanolearn
