#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::rpc {

// `text` as a protobuf string may hold it: what is not UTF-8 is replaced by U+FFFD. At most `max_bytes`,
// which is at least 3; text that is cut ends with an ellipsis.
std::string SafeText(absl::string_view text, size_t max_bytes);

}  // namespace nanolearn::rpc
