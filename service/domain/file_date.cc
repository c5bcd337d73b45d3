#include "service/domain/file_date.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace nanolearn {
namespace {

struct Numbers {
  int year = 0, month = 0, day = 0;
};

bool HasForm(absl::string_view text, absl::string_view format, Numbers& numbers) {
  if (text.size() != format.size()) return false;
  numbers = {};
  for (size_t i = 0; i < text.size(); ++i) {
    const char place = format[i];
    if (place != 'Y' && place != 'M' && place != 'D') {
      if (text[i] != place) return false;
      continue;
    }
    if (!absl::ascii_isdigit(text[i])) return false;
    int& number = place == 'Y' ? numbers.year : place == 'M' ? numbers.month : numbers.day;
    number = number * 10 + (text[i] - '0');
  }
  return true;
}

absl::StatusOr<Date> ToDate(const Numbers& numbers) {
  const Date date(numbers.year, numbers.month, numbers.day);
  if (date.year() != numbers.year || date.month() != numbers.month || date.day() != numbers.day) {
    return absl::InvalidArgumentError("is not a day in the calendar");
  }
  if (date < kFirstDate || date > kLastDate) {
    return absl::InvalidArgumentError(absl::StrCat("is not between ", FormatDate(kFirstDate), " and ",
                                                   FormatDate(kLastDate), "; leave it empty for no end"));
  }
  return date;
}

}  // namespace

absl::StatusOr<Date> ParseFileDate(absl::string_view text, const std::vector<std::string>& formats) {
  Numbers numbers;
  for (const std::string& format : formats) {
    if (HasForm(text, format, numbers)) return ToDate(numbers);
  }
  return absl::InvalidArgumentError(absl::StrCat("is not a date written ", absl::StrJoin(formats, " or ")));
}

}  // namespace nanolearn
