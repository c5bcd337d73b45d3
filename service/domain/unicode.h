#pragma once
// UTF-8, as far as modules need it.

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

inline constexpr char32_t kNotUtf8 = 0xFFFFFFFF;

// Takes the first code point off `text`, or one byte and kNotUtf8 where there is none.
char32_t TakeCodePoint(absl::string_view& text);

// Characters that nobody writes and that can deceive: control characters other than tab and line ends (a
// terminal obeys them) and those that turn the direction of the text.
bool IsForbidden(char32_t code_point);

// Where the first byte is that is not UTF-8.
std::optional<size_t> FindNotUtf8(absl::string_view text);
// Where the first forbidden character is.
std::optional<size_t> FindForbidden(absl::string_view text);
std::string WithoutForbidden(absl::string_view text);

// What stands between white space and holds a letter or digit: a lone dash is not a word.
int CountWords(absl::string_view text);

}  // namespace nanolearn
