#include "service/domain/shown_file_name.h"

#include "absl/strings/str_cat.h"
#include "service/domain/personnummer.h"
#include "service/domain/text_encoding.h"
#include "service/domain/unicode.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxNameCharacters = 120;

}  // namespace

std::string ShownFileName(absl::string_view name) {
  std::string text;
  for (absl::string_view rest = name; !rest.empty();) {
    const absl::string_view before = rest;
    const char32_t c = TakeCodePoint(rest);
    const bool shown = c != kNotUtf8 && !IsForbidden(c) && c != '\n' && c != '\r' && c != '\t';
    absl::StrAppend(&text, shown ? before.substr(0, before.size() - rest.size()) : "?");
  }
  // Masked before it is cut: half a personnummer would not be recognised.
  return std::string(FirstCharacters(MaskPersonnummerWithin(text), kMaxNameCharacters));
}

}  // namespace nanolearn
