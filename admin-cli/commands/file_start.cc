#include "admin-cli/commands/file_start.h"

#include <algorithm>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "admin-cli/errors.h"
#include "admin-cli/files.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

constexpr absl::string_view kUtf16Little("\xFF\xFE", 2);
constexpr absl::string_view kUtf16Big("\xFE\xFF", 2);

// A character of UTF-16 has two bytes; the search keeps to where they begin.
size_t EndOfLastWideLine(absl::string_view text, absl::string_view line_end) {
  for (size_t at = text.size() / 2 * 2; at >= 2; at -= 2) {
    if (text.substr(at - 2, 2) == line_end) return at;
  }
  return text.size();
}

}  // namespace

size_t EndOfLastLine(absl::string_view text) {
  if (absl::StartsWith(text, kUtf16Little)) return EndOfLastWideLine(text, absl::string_view("\n\0", 2));
  if (absl::StartsWith(text, kUtf16Big)) return EndOfLastWideLine(text, absl::string_view("\0\n", 2));
  const size_t end = std::max(text.rfind('\n') + 1, text.rfind('\r') + 1);  // 0 for none
  return end == 0 ? text.size() : end;
}

absl::StatusOr<std::string> ReadFileStart(const std::string& path, size_t max_bytes) {
  ASSIGN_OR_RETURN(const size_t bytes, SizeOfFile(path, SIZE_MAX));
  std::string content(std::min(bytes, max_bytes), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(content.data(), content.size());
  if (static_cast<size_t>(file.gcount()) != content.size()) {
    return UnexpectedError(absl::StrCat("Cannot read ", path, "."));
  }
  if (content.size() == bytes) return content;
  content.resize(EndOfLastLine(content));
  return content;
}

}  // namespace nanolearn::cli
