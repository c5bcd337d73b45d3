// Pictures of modules, of which only the structure is read.

#include "service/domain/image_file.h"
#include "service/domain/image_size.h"
#include "tests/fuzzers/target.h"

namespace nanolearn {
namespace {

FUZZ_TARGET(image) {
  const bool is_png = ImageFileProblem("a.png", bytes).empty(), is_jpeg = ImageFileProblem("a.jpg", bytes).empty();
  REQUIRE(!is_png || !is_jpeg);
  if (const auto size = ReadImageSize(bytes)) REQUIRE(size->width > 0 && size->height > 0);
}

}  // namespace
}  // namespace nanolearn
