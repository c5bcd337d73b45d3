#include "service/domain/source_lines.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nanolearn {

SourceLines::SourceLines(absl::string_view text) : lines_(absl::StrSplit(text, '\n')) {}

std::string SourceLines::Between(int first, int last) const {
  const auto blank = [this](int line) { return absl::StripAsciiWhitespace(Line(line)).empty(); };
  first = std::max(first, 1);
  last = std::min(last, size());
  while (first <= last && blank(first)) ++first;
  while (first <= last && blank(last)) --last;
  if (first > last) return "";
  return absl::StrJoin(lines_.begin() + first - 1, lines_.begin() + last, "\n");
}

std::string NormalizedText(absl::string_view bytes) {
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  return absl::StrReplaceAll(bytes, {{"\r\n", "\n"}, {"\r", "\n"}});
}

}  // namespace nanolearn
