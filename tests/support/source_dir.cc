#include "tests/support/source_dir.h"

namespace nanolearn::testing {

std::string SourcePath(std::string_view path) { return std::string(SOURCE_DIR "/").append(path); }

std::string TestDataPath(std::string_view name) { return SourcePath("tests/data/").append(name); }

}  // namespace nanolearn::testing
