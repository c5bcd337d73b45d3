#include "service/domain/file_date.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace nanolearn {
namespace {

struct Numbers {
  int year = 0, month = 0, day = 0;
};

constexpr std::array<absl::string_view, 12> kMonths = {"januari",   "februari", "mars",     "april",
                                                       "maj",       "juni",     "juli",     "augusti",
                                                       "september", "oktober",  "november", "december"};

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

// Digits only, as many as `least` to `most`.
bool ReadNumber(absl::string_view text, size_t least, size_t most, int& number) {
  if (text.size() < least || text.size() > most) return false;
  number = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
    number = number * 10 + (c - '0');
  }
  return true;
}

bool ReadMonthName(absl::string_view text, int& month) {
  const bool has_stop = absl::ConsumeSuffix(&text, ".");
  for (size_t i = 0; i < kMonths.size(); ++i) {
    const bool whole = !has_stop && absl::EqualsIgnoreCase(text, kMonths[i]);
    if (!whole && !absl::EqualsIgnoreCase(text, kMonths[i].substr(0, 3))) continue;
    month = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

// A day, a month and a year with one or two digits where they need no more.
bool HasLooseForm(absl::string_view text, absl::string_view format, Numbers& numbers) {
  const bool named = format == "D MONTH YYYY";
  const char between = named ? ' ' : format[1];
  if (!named && format != "D/M/YYYY" && format != "D.M.YYYY") return false;
  const std::vector<absl::string_view> parts = absl::StrSplit(text, between);
  if (parts.size() != 3) return false;
  return ReadNumber(parts[0], 1, 2, numbers.day) &&
         (named ? ReadMonthName(parts[1], numbers.month) : ReadNumber(parts[1], 1, 2, numbers.month)) &&
         ReadNumber(parts[2], 4, 4, numbers.year);
}

absl::string_view WithoutMidnight(absl::string_view text) {
  for (const absl::string_view time : {"00:00:00.000", "00:00:00", "00:00"}) {
    absl::string_view date = text;
    if (!absl::ConsumeSuffix(&date, time) || date.empty()) continue;
    if (date.back() == 'T' || date.back() == ' ') return date.substr(0, date.size() - 1);
  }
  return text;
}

absl::StatusOr<Date> ToDate(const Numbers& numbers) {
  const Date date(numbers.year, numbers.month, numbers.day);
  if (date.year() != numbers.year || date.month() != numbers.month || date.day() != numbers.day) {
    return absl::InvalidArgumentError("is not a day in the calendar; one that exists is expected");
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
  text = WithoutMidnight(text);
  for (const std::string& format : formats) {
    if (HasForm(text, format, numbers) || HasLooseForm(text, format, numbers)) return ToDate(numbers);
  }
  return absl::InvalidArgumentError(absl::StrCat("is not a date written ", absl::StrJoin(formats, " or ")));
}

}  // namespace nanolearn
