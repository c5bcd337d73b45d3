// Mapping files.

#include "service/domain/staff_mapping.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const absl::StatusOr<StaffMapping> mapping =
      ParseStaffMapping({reinterpret_cast<const char*>(data), size}, "mapping.toml");
  if (mapping.ok()) REQUIRE(mapping->columns.contains(StaffField::kUnit));
  return 0;
}
