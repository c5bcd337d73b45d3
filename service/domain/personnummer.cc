#include "service/domain/personnummer.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "service/domain/text_encoding.h"

namespace nanolearn {
namespace {

constexpr int kCoordinationDays = 60;

struct Parts {
  absl::string_view birth;  // six or eight digits
  char sign = '-';
  absl::string_view last;  // four digits
  size_t size = 0;         // of the whole, in the text
};

size_t CountDigits(absl::string_view text) {
  size_t count = 0;
  while (count < text.size() && absl::ascii_isdigit(text[count])) ++count;
  return count;
}

// What `text` begins with, if it has the form of a personnummer and no digit follows.
std::optional<Parts> TakeParts(absl::string_view text) {
  const size_t digits = CountDigits(text);
  if (digits == 10 || digits == 12) {
    return Parts{text.substr(0, digits - 4), '-', text.substr(digits - 4, 4), digits};
  }
  if ((digits != 6 && digits != 8) || digits == text.size()) return std::nullopt;
  const char sign = text[digits];
  if ((sign != '-' && sign != '+') || CountDigits(text.substr(digits + 1)) != 4) return std::nullopt;
  return Parts{text.substr(0, digits), sign, text.substr(digits + 1, 4), digits + 5};
}

std::string Mask(const Parts& parts) {
  return absl::StrCat(parts.birth, absl::string_view(&parts.sign, 1), "****");
}

int Number(absl::string_view digits) {
  int value = 0;
  (void)absl::SimpleAtoi(digits, &value);
  return value;
}

// The latest year with these two last digits that the rule for ten digits allows.
int YearOf(int two_digits, int month, int day, char sign, Date today) {
  const int newest = sign == '+' ? static_cast<int>(today.year()) - 100 : static_cast<int>(today.year());
  int year = newest - newest % 100 + two_digits;
  if (year > newest) year -= 100;
  const auto now = std::make_tuple(static_cast<int>(today.year()), today.month(), today.day());
  if (std::make_tuple(year, month, day) > now) year -= 100;
  return year;
}

bool IsDay(int year, int month, int day) {
  const Date date(year, month, day);
  return year >= 1800 && date.month() == month && date.day() == day;
}

// The tenth digit makes the sum of the ten, every other doubled, a multiple of ten.
bool CheckDigitFits(absl::string_view ten_digits) {
  int sum = 0;
  for (size_t i = 0; i < ten_digits.size(); ++i) {
    const int value = (ten_digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

}  // namespace

absl::StatusOr<std::string> NormalizePersonnummer(absl::string_view text, Date today) {
  text = absl::StripAsciiWhitespace(text);
  const std::optional<Parts> parts = TakeParts(text);
  if (!parts || parts->size != text.size()) return absl::InvalidArgumentError("not 10 or 12 digits");
  const absl::string_view six = parts->birth.substr(parts->birth.size() - 6);
  const int month = Number(six.substr(2, 2));
  int day = Number(six.substr(4, 2));
  if (day > kCoordinationDays) day -= kCoordinationDays;
  const int year = parts->birth.size() == 8
                       ? Number(parts->birth.substr(0, 4))
                       : YearOf(Number(six.substr(0, 2)), month, day, parts->sign, today);
  if (!IsDay(year, month, day)) return absl::InvalidArgumentError("not a day in the calendar");
  if (!CheckDigitFits(absl::StrCat(six, parts->last))) return absl::InvalidArgumentError("wrong check digit");
  return absl::StrFormat("%04d%s%s", year, six.substr(2), parts->last);
}

std::string MaskPersonnummer(absl::string_view text) {
  const std::optional<Parts> parts = TakeParts(text);
  if (parts && parts->size == text.size()) return Mask(*parts);
  return absl::StrCat(FirstCharacters(text, 4), "****");
}

std::string MaskPersonnummerWithin(absl::string_view text) {
  std::string masked;
  while (!text.empty()) {
    const std::optional<Parts> parts = TakeParts(text);
    if (parts) absl::StrAppend(&masked, Mask(*parts));
    const size_t size = parts ? parts->size : std::max<size_t>(1, CountDigits(text));
    if (!parts) absl::StrAppend(&masked, text.substr(0, size));
    text.remove_prefix(size);
  }
  return masked;
}

}  // namespace nanolearn
