#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace nanolearn {

// The lines of a text with their ends: CRLF, LF or CR, also mixed. Looks for each line feed once, so that a
// text with CR alone is not searched again and again.
class TextLines {
 public:
  explicit TextLines(absl::string_view text) : text_(text) {}

  size_t size() const { return text_.size(); }  // of the text
  // The line that begins at `offset`, which is less than the size.
  absl::string_view At(size_t offset);

 private:
  absl::string_view text_;
  size_t searched_from_ = 1, line_feed_ = 0;  // nothing searched yet
};

bool IsBlankLine(absl::string_view line);

// The one of ; , and tab that is most frequent outside quotes in the first line that is not blank.
char FindSeparator(absl::string_view text);

}  // namespace nanolearn
