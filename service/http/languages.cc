#include "service/http/languages.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nanolearn::http {
namespace {

constexpr size_t kMaxHeaderBytes = 1000;

// "en-GB;q=0.8": how much "en" is wanted. 1 without q, 0 for what cannot be read.
std::pair<std::string, double> ReadRange(absl::string_view range) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(range, absl::MaxSplits(';', 1));
  const absl::string_view tag = absl::StripAsciiWhitespace(parts.first);
  absl::string_view weight = absl::StripAsciiWhitespace(parts.second);
  double quality = 1;
  if (absl::ConsumePrefix(&weight, "q=") && !absl::SimpleAtod(weight, &quality)) quality = 0;
  return {absl::AsciiStrToLower(tag.substr(0, tag.find('-'))), quality};
}

}  // namespace

bool IsPageLanguage(absl::string_view language) { return language == "sv" || language == "en"; }

std::string LanguageOf(const Request& request, absl::string_view otherwise) {
  if (const std::string asked = request.Query("lang"); IsPageLanguage(asked)) return asked;
  std::string best(otherwise);
  double most = 0;
  const std::string header = request.Header("Accept-Language").substr(0, kMaxHeaderBytes);
  for (const absl::string_view range : absl::StrSplit(header, ',', absl::SkipEmpty())) {
    const auto [language, quality] = ReadRange(range);
    if (!IsPageLanguage(language) || quality <= most) continue;
    best = language;
    most = quality;
  }
  return best;
}

}  // namespace nanolearn::http
