#include "service/domain/unicode.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace nanolearn {
namespace {

// How many bytes the code point that begins with `lead` has; 0 for a byte that begins none.
size_t LengthOf(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool IsValid(char32_t code_point, size_t length) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  return code_point >= kSmallest[length] && code_point <= 0x10FFFF && !surrogate;
}

// Near enough: letters of every script, but not Latin and general punctuation, arrows, symbols or emoji.
bool IsLetterOrDigit(char32_t c) {
  if (c < 0x80) return absl::ascii_isalnum(static_cast<unsigned char>(c));
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2C00) return false;
  return !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFE00 && c < 0xFE70) && c < 0x1F000;
}

template <typename Predicate>
std::optional<size_t> FindCodePoint(absl::string_view text, Predicate wanted) {
  absl::string_view rest = text;
  while (!rest.empty()) {
    const size_t at = text.size() - rest.size();
    if (wanted(TakeCodePoint(rest))) return at;
  }
  return std::nullopt;
}

}  // namespace

char32_t TakeCodePoint(absl::string_view& text) {
  const unsigned char lead = text[0];
  const size_t length = LengthOf(lead);
  char32_t code_point = length == 1 ? lead : lead & (0x7F >> length);
  bool whole = length > 0 && length <= text.size();
  for (size_t i = 1; whole && i < length; ++i) {
    const unsigned char next = text[i];
    whole = (next & 0xC0) == 0x80;
    code_point = code_point << 6 | (next & 0x3F);
  }
  whole = whole && IsValid(code_point, length);
  text.remove_prefix(whole ? length : 1);
  return whole ? code_point : kNotUtf8;
}

bool IsForbidden(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::optional<size_t> FindNotUtf8(absl::string_view text) {
  return FindCodePoint(text, [](char32_t c) { return c == kNotUtf8; });
}

std::optional<size_t> FindForbidden(absl::string_view text) { return FindCodePoint(text, IsForbidden); }

std::string WithoutForbidden(absl::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const absl::string_view before = text;
    const char32_t c = TakeCodePoint(text);
    if (c == kNotUtf8 || IsForbidden(c)) continue;
    clean.append(before.data(), before.size() - text.size());
  }
  return clean;
}

int CountWords(absl::string_view text) {
  int words = 0;
  for (const absl::string_view part : absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty())) {
    if (FindCodePoint(part, IsLetterOrDigit)) ++words;
  }
  return words;
}

}  // namespace nanolearn
