#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

// Why the bytes are no whole PNG or JPEG as the name says ("it is cut off"); empty when they are one. Looks
// at the structure only: nothing is decompressed, so no picture can cost time or memory here.
std::string ImageFileProblem(absl::string_view name, absl::string_view bytes);

}  // namespace nanolearn
