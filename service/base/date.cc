#include "service/base/date.h"

#include <cctype>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace nanolearn {
namespace {

bool HasIsoForm(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && !std::isdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<Date> ParseDate(absl::string_view text) {
  if (!HasIsoForm(text)) {
    return absl::InvalidArgumentError("a date is written YYYY-MM-DD, for example 2026-11-23");
  }
  int year = 0, month = 0, day = 0;
  (void)absl::SimpleAtoi(text.substr(0, 4), &year);
  (void)absl::SimpleAtoi(text.substr(5, 2), &month);
  (void)absl::SimpleAtoi(text.substr(8, 2), &day);
  const Date date(year, month, day);
  if (date.year() != year || date.month() != month || date.day() != day) {
    return absl::InvalidArgumentError("there is no such day in the calendar");
  }
  if (date < kFirstDate || date > kLastDate) {
    return absl::InvalidArgumentError(
        absl::StrCat("a date lies between ", FormatDate(kFirstDate), " and ", FormatDate(kLastDate)));
  }
  return date;
}

std::string FormatDate(Date date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

Date DayOf(absl::Time instant, absl::TimeZone zone) { return Date(absl::ToCivilSecond(instant, zone)); }

}  // namespace nanolearn
