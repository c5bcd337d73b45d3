// Files with an organisation's tree.

#include <set>
#include <string>

#include "service/domain/unit_file.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(units) {
  const auto units = ReadUnitFile(bytes, "units.csv");
  if (!units.ok()) return;
  std::set<std::string> codes;
  for (const UnitRecord& unit : *units) REQUIRE(!unit.code.empty() && codes.insert(unit.code).second);
  int roots = 0;
  for (const UnitRecord& unit : *units) {
    roots += unit.parent_code.empty();
    REQUIRE(unit.parent_code.empty() || codes.contains(unit.parent_code));
  }
  REQUIRE(roots == 1);
}

}  // namespace
}  // namespace nanolearn
