#pragma once
// Text as a terminal shows it.

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn::cli {

// How many cells it takes. Right for Latin, Greek and Cyrillic; not for scripts with wide characters.
size_t DisplayWidth(absl::string_view text);
// At most `width` cells, the last one … when something was cut off.
std::string Truncated(absl::string_view text, size_t width);
// One line without what a terminal would obey: what stands in a staff file must not move the cursor.
std::string OneLine(absl::string_view text);
// A bar of `width` cells; full only when `share` is 1.
std::string Bar(double share, int width);
// "71 %", rounded as on the pages and in reports; 100 % only of all; "<1 %" is more than none.
std::string Percent(double share);

}  // namespace nanolearn::cli
