#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace nanolearn {

// The word of `known` that takes the fewest changes to become `word`, without regard to case; empty when
// none is near. Of equally near ones the first.
absl::string_view NearestWord(absl::string_view word, absl::Span<const absl::string_view> known);

// ` (did you mean "NEAREST"?)`, or nothing.
std::string DidYouMean(absl::string_view word, absl::Span<const absl::string_view> known);

}  // namespace nanolearn
