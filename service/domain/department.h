#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "service/base/date.h"
#include "service/domain/unit.h"

namespace nanolearn {

// Where the people of a department are.
struct DepartmentUnit {
  Id unit_id = kNoId;  // kNoId: there are no units
  std::string unit_code;
  bool is_unknown = false;  // the department is said, but is no unit
};

// The unit on `day` with the department as its code, else the only one with it as its name, whatever the
// case; else `default_unit_id`, or the first root without one.
DepartmentUnit FindDepartment(absl::Span<const UnitVersion> versions, absl::string_view department, Date day,
                              Id default_unit_id);

}  // namespace nanolearn
