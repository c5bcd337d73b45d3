// Between libFuzzer and the one target that the program is linked with.

#include <cstddef>
#include <cstdint>

#include "tests/fuzzers/target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const nanolearn::fuzz::Target kTarget = nanolearn::fuzz::Targets().begin()->second;
  kTarget({reinterpret_cast<const char*>(data), size});
  return 0;
}
