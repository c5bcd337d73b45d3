#include "admin-cli/text.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/domain/percent.h"
#include "service/domain/unicode.h"

namespace nanolearn::cli {
namespace {

constexpr double kRounding = 1e-9;  // 0.29 * 100 is a little less than 29

bool IsCombining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) width += IsCombining(TakeCodePoint(text)) ? 0 : 1;
  return width;
}

std::string Truncated(absl::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  absl::string_view rest = text;
  absl::string_view before = rest;
  for (size_t cells = 0; cells + 1 <= width && !rest.empty(); ++cells) {
    before = rest;
    TakeCodePoint(rest);
  }
  return absl::StrCat(text.substr(0, text.size() - before.size()), "…");
}

std::string OneLine(absl::string_view text) {
  std::string line = WithoutForbidden(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return absl::ascii_isspace(c); }, ' ');
  return line;
}

std::string Bar(double share, int width) {
  const int full = static_cast<int>(std::floor(share * width + kRounding));
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < full ? "█" : "░";
  return bar;
}

std::string Percent(double share) {
  const bool is_nearly_none = share > 0 && share * 100 + kRounding < 0.5;
  return is_nearly_none ? "<1 %" : absl::StrCat(PercentOf(share), " %");
}

}  // namespace nanolearn::cli
