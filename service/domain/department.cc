#include "service/domain/department.h"

#include "service/domain/fold_case.h"
#include "service/domain/unit_tree.h"

namespace nanolearn {
namespace {

const UnitVersion* FindNamed(absl::Span<const UnitVersion> versions, absl::string_view department, Date day) {
  const std::string folded = FoldCase(department);
  const UnitVersion *by_code = nullptr, *by_name = nullptr;
  int named = 0;
  for (const UnitVersion& unit : versions) {
    if (!unit.valid.Contains(day)) continue;
    if (unit.code == department) return &unit;
    if (FoldCase(unit.code) == folded) by_code = &unit;
    if (FoldCase(unit.name) == folded) {
      by_name = &unit;
      ++named;
    }
  }
  if (by_code) return by_code;
  return named == 1 ? by_name : nullptr;
}

}  // namespace

DepartmentUnit FindDepartment(absl::Span<const UnitVersion> versions, absl::string_view department, Date day,
                              Id default_unit_id) {
  if (!department.empty()) {
    if (const UnitVersion* const unit = FindNamed(versions, department, day))
      return {unit->unit_id, unit->code};
  }
  DepartmentUnit place{.is_unknown = !department.empty()};
  const UnitTree tree(versions, day);
  const int chosen = default_unit_id == kNoId ? -1 : tree.NodeOf(default_unit_id);
  if (tree.nodes().empty()) return place;
  const UnitVersion& unit = *tree.nodes()[chosen < 0 ? 0 : chosen].unit;
  place.unit_id = unit.unit_id;
  place.unit_code = unit.code;
  return place;
}

}  // namespace nanolearn
