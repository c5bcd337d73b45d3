#include "service/domain/csv_lines.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace nanolearn {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool LooksLikeFormula(absl::string_view text) {
  return !text.empty() && absl::string_view("=+-@\t\r").find(text.front()) != absl::string_view::npos;
}

}  // namespace

CsvLines::CsvLines(absl::string_view language)
    : is_english_(language == "en"), csv_(is_english_ ? "" : kByteOrderMark) {}

void CsvLines::Add(absl::Span<const std::string> fields) {
  absl::StrAppend(&csv_, absl::StrJoin(fields, is_english_ ? "," : ";"), "\r\n");
}

std::string CsvLines::Text(absl::string_view text) const {
  const std::string safe = LooksLikeFormula(text) ? absl::StrCat("'", text) : std::string(text);
  if (safe.find_first_of(is_english_ ? ",\"\r\n" : ";\"\r\n") == std::string::npos) return safe;
  return absl::StrCat("\"", absl::StrReplaceAll(safe, {{"\"", "\"\""}}), "\"");
}

std::string CsvLines::Number(double number) const {
  return absl::StrReplaceAll(absl::StrCat(number), {{".", is_english_ ? "." : ","}});
}

}  // namespace nanolearn
