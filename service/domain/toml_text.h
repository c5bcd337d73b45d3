#pragma once

#include <toml++/toml.h>

#include <string>

#include "absl/strings/string_view.h"

namespace nanolearn {

struct TomlText {
  toml::table table;
  int error_line = 0;  // 0: it was read
  std::string error;   // what is wrong on that line
};

// Parses TOML from outside. Never aborts or throws, unlike toml++ 3.3 (Debian 12), which with some mistakes
// fails an assertion, and runs into undefined behaviour where it meets a character beyond ASCII outside
// strings and comments (its issue 190). TOML has no use for such a character there, so it is refused first;
// as are letters beyond ASCII in strings of several lines, whose bounds are not looked for.
TomlText ParseToml(absl::string_view text);

}  // namespace nanolearn
