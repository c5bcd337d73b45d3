#pragma once

#include <optional>

#include "absl/strings/string_view.h"

namespace nanolearn {

struct ImageSize {
  int width = 0, height = 0;  // pixels, at least 1
};

// What a PNG or JPEG says of its own size; nothing where it says nothing that can be.
std::optional<ImageSize> ReadImageSize(absl::string_view bytes);

}  // namespace nanolearn
