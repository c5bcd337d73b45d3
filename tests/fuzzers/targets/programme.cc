// Programme files.

#include "service/domain/programme_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file = nanolearn::ReadProgrammeFile({reinterpret_cast<const char*>(data), size}, "programme.toml");
  if (file.ok()) (void)file->LineOf("programme.audience[0].units[0]");
  return 0;
}
