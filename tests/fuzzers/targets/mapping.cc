// Mapping files.

#include <algorithm>

#include "absl/strings/match.h"
#include "service/base/error.h"
#include "service/domain/staff_mapping.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(mapping) {
  const absl::StatusOr<StaffMapping> mapping = ParseStaffMapping(bytes, "mapping.toml");
  if (!mapping.ok()) {
    const ErrorDetails details = DetailsOf(mapping.status());
    REQUIRE(details.reason == "BAD_MAPPING" && !details.violations.empty());
    for (const FieldViolation& violation : details.violations) REQUIRE(absl::StartsWith(violation.field, "mapping.toml:"));
    return;
  }
  const auto& columns = mapping->columns;
  REQUIRE(columns.contains(StaffField::kUnit) && columns.contains(StaffField::kFrom));
  REQUIRE(columns.contains(StaffField::kPersonnummer) || columns.contains(StaffField::kPersonKey));
  for (const std::string& word : mapping->yes) {
    REQUIRE(std::find(mapping->no.begin(), mapping->no.end(), word) == mapping->no.end());
  }
}

}  // namespace
}  // namespace nanolearn
