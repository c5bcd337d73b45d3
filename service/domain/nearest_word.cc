#include "service/domain/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace nanolearn {
namespace {

constexpr size_t kMaxBytes = 100;  // longer ones are no headings; comparing takes their product

// Bytes to insert, remove or replace (Levenshtein).
size_t Changes(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

absl::string_view NearestWord(absl::string_view word, absl::Span<const absl::string_view> known) {
  if (word.size() > kMaxBytes) return "";
  const std::string wanted = absl::AsciiStrToLower(word);
  absl::string_view nearest;
  size_t fewest = kMaxBytes;
  for (const absl::string_view candidate : known) {
    if (candidate.empty() || candidate.size() > kMaxBytes) continue;
    const size_t changes = Changes(wanted, absl::AsciiStrToLower(candidate));
    const size_t allowed = std::max<size_t>(1, std::max(word.size(), candidate.size()) / 3);
    if (changes > allowed || changes >= fewest) continue;
    fewest = changes;
    nearest = candidate;
  }
  return nearest;
}

std::string DidYouMean(absl::string_view word, absl::Span<const absl::string_view> known) {
  const absl::string_view nearest = NearestWord(word, known);
  return nearest.empty() ? "" : absl::StrCat(" (did you mean \"", nearest, "\"?)");
}

}  // namespace nanolearn
