#include "service/server/options.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace nanolearn {

std::string DefaultDataDirectory() {
  const char* xdg = std::getenv("XDG_DATA_HOME");
  if (xdg && *xdg) return absl::StrCat(xdg, "/nanolearn");
  const char* home = std::getenv("HOME");
  return absl::StrCat(home && *home ? home : ".", "/.local/share/nanolearn");
}

}  // namespace nanolearn
