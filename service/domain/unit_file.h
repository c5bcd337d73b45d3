#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/domain/row_problem.h"
#include "service/domain/unit.h"

namespace nanolearn {

// One row of a file with the organisation's tree.
struct UnitRecord {
  int line = 0;
  std::string code;
  std::string name;
  std::string parent_code;  // empty: a root
  UnitType type = UnitType::kDepartment;
};

// Headings are known in Swedish and English: Orgkod|code, Namn|name, Överordnad|parent, Typ|type (without
// regard to case); other columns are ignored. Types are the words of UnitTypeName. The tree is taken whole or
// not at all, since a missing unit would move people: INVALID_ARGUMENT with reason NOT_TEXT, NOT_A_TABLE,
// EMPTY_FILE, MISSING_COLUMN, FILE_CUT_OFF as for staff files, or BAD_UNITS with one violation for each bad
// row (field = "FILE:LINE", description): another number of fields than the header, missing or malformed code
// (1-64 characters, no '/', no control characters), missing or malformed name (at most
// limits::kMaxDisplayNameBytes), unknown type, the same code twice, unknown parent, a circle (one violation
// for all of it), no root or more than one, more than limits::kMaxUnitDepth levels. At most 100 violations.
absl::StatusOr<std::vector<UnitRecord>> ReadUnitFile(absl::string_view bytes, absl::string_view file_name);

}  // namespace nanolearn
