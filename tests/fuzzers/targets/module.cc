// Module folders: `PATH` NUL `CONTENT` NUL and so on.

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "service/domain/module_folder.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace nanolearn;
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(reinterpret_cast<const char*>(data), size), '\0');
  ModuleFiles files;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) files[parts[i]] = parts[i + 1];
  (void)ReadModuleFolder(files);
  return 0;
}
