#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace nanolearn {

// A text by its lines, counted from 1.
class SourceLines {
 public:
  explicit SourceLines(absl::string_view text);

  int size() const { return lines_.size(); }
  absl::string_view Line(int number) const { return lines_[number - 1]; }
  // The lines from `first` to `last`, without the empty ones at both ends.
  std::string Between(int first, int last) const;

 private:
  std::vector<std::string> lines_;
};

// The same text on every system: no byte order mark, lines that end with \n.
std::string NormalizedText(absl::string_view bytes);

}  // namespace nanolearn
