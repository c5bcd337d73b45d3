// What toml++ asserts it also handles; only aborting is in the way.
#define TOML_ASSERT(expression) static_assert(true)

#include "service/domain/toml_text.h"

#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nanolearn {
namespace {

bool IsAscii(absl::string_view text) {
  for (const unsigned char c : text) {
    if (c >= 0x80) return false;
  }
  return true;
}

// Behind `line[open]`, a quotation mark; the line's end if there is no other.
size_t EndOfString(absl::string_view line, size_t open) {
  for (size_t i = open + 1; i < line.size(); ++i) {
    if (line[i] == line[open]) return i + 1;
    if (line[i] == '\\' && line[open] == '"') ++i;
  }
  return line.size();
}

// A character beyond ASCII outside comments and strings, or in a string where none may begin.
bool HasBareNonAscii(absl::string_view line) {
  char before = '=';  // the last character that is no white space; a key may begin the line
  for (size_t i = 0; i < line.size();) {
    const char c = line[i];
    if (c == '#') return false;
    const bool may_open = absl::StrContains("=[,.{", absl::string_view(&before, 1));
    if ((c == '"' || c == '\'') && may_open) {
      i = EndOfString(line, i);
    } else {
      if (static_cast<unsigned char>(c) >= 0x80) return true;
      ++i;
    }
    if (!absl::ascii_isspace(c)) before = c;
  }
  return false;
}

int LineWithBareNonAscii(absl::string_view text) {
  if (IsAscii(text)) return 0;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (HasBareNonAscii(line)) return number;
  }
  return 0;
}

}  // namespace

TomlText ParseToml(absl::string_view text) {
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");  // a BOM, from Notepad
  if (const int line = LineWithBareNonAscii(text)) {
    return {.error_line = line,
            .error = "a letter or sign beyond ASCII must stand between straight quotation marks, \"...\""};
  }
  try {
    return {.table = toml::parse(std::string_view(text.data(), text.size()))};
  } catch (const toml::parse_error& error) {
    const std::string_view what = error.description();
    return {.error_line = static_cast<int>(error.source().begin.line),
            .error = absl::StrCat("this is not TOML: ", absl::string_view(what.data(), what.size()))};
  }
}

}  // namespace nanolearn
