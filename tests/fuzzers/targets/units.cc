// Files with an organisation's tree.

#include "service/domain/unit_file.h"
#include "tests/fuzzers/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto units = nanolearn::ReadUnitFile({reinterpret_cast<const char*>(data), size}, "units.csv");
  if (units.ok()) REQUIRE(!units->empty());
  return 0;
}
