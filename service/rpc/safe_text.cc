#include "service/rpc/safe_text.h"

#include "absl/strings/str_cat.h"
#include "service/domain/unicode.h"

namespace nanolearn::rpc {
namespace {
constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";
constexpr absl::string_view kEllipsis = "\xE2\x80\xA6";
}  // namespace

std::string SafeText(absl::string_view text, size_t max_bytes) {
  std::string safe;
  size_t fits_with_ellipsis = 0;
  while (!text.empty()) {
    const absl::string_view before = text;
    const bool valid = TakeCodePoint(text) != kNotUtf8;
    absl::StrAppend(&safe, valid ? before.substr(0, before.size() - text.size()) : kReplacement);
    if (safe.size() > max_bytes) {
      safe.resize(fits_with_ellipsis);
      return absl::StrCat(safe, kEllipsis);
    }
    if (safe.size() + kEllipsis.size() <= max_bytes) fits_with_ellipsis = safe.size();
  }
  return safe;
}

}  // namespace nanolearn::rpc
