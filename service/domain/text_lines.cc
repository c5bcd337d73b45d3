#include "service/domain/text_lines.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace nanolearn {

absl::string_view TextLines::At(size_t offset) {
  if (offset < searched_from_ || offset > line_feed_) {
    searched_from_ = offset;
    line_feed_ = std::min(text_.find('\n', offset), text_.size());
  }
  const absl::string_view line = text_.substr(offset, line_feed_ + 1 - offset);
  const size_t carriage_return = line.find('\r');
  if (carriage_return == absl::string_view::npos) return line;
  const bool both = line.substr(carriage_return + 1, 1) == "\n";
  return line.substr(0, carriage_return + (both ? 2 : 1));
}

bool IsBlankLine(absl::string_view line) {
  return std::all_of(line.begin(), line.end(), [](unsigned char c) { return absl::ascii_isspace(c); });
}

char FindSeparator(absl::string_view text) {
  TextLines lines(text);
  size_t offset = 0;
  while (offset < text.size() && IsBlankLine(lines.At(offset))) offset += lines.At(offset).size();
  int semicolons = 0, commas = 0, tabs = 0;
  bool quoted = false;
  if (offset == text.size()) return ';';
  for (const char c : lines.At(offset)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    semicolons += c == ';';
    commas += c == ',';
    tabs += c == '\t';
  }
  if (semicolons >= commas && semicolons >= tabs) return ';';
  return commas >= tabs ? ',' : '\t';
}

}  // namespace nanolearn
