#include "service/domain/report_period.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "service/base/error.h"

namespace nanolearn {
namespace {

constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2198;  // the next period is in the calendar, too

int MonthsIn(PeriodLength length) {
  switch (length) {
    case PeriodLength::kMonth:
      return 1;
    case PeriodLength::kQuarter:
      return 3;
    case PeriodLength::kHalf:
      return 6;
    case PeriodLength::kYear:
      return 12;
  }
  return 12;
}

Date AddMonths(Date first, int months) { return Date(absl::CivilMonth(first) + months); }

// How many periods of the length a year has, and which of them the period is, from 1.
int NumberInYear(const ReportPeriod& period) {
  return (period.first.month() - 1) / MonthsIn(period.length) + 1;
}

// A number of exactly so many digits; 0 for anything else.
int DigitsOnly(absl::string_view text, size_t digits) {
  if (text.size() != digits) return 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return 0;
  }
  int number = 0;
  return absl::SimpleAtoi(text, &number) ? number : 0;
}

struct Part {
  PeriodLength length;
  int number;  // from 1; 0: none
};

Part ReadPart(absl::string_view part) {
  if (part.empty()) return {PeriodLength::kYear, 0};
  switch (part.front()) {
    case 'Q':
    case 'q':
      return {PeriodLength::kQuarter, DigitsOnly(part.substr(1), 1)};
    case 'H':
    case 'h':
      return {PeriodLength::kHalf, DigitsOnly(part.substr(1), 1)};
    default:
      return {PeriodLength::kMonth, DigitsOnly(part, 2)};
  }
}

}  // namespace

Date ReportPeriod::last() const { return AddMonths(first, MonthsIn(length)) - 1; }

ReportPeriod ReportPeriod::Next() const { return {length, AddMonths(first, MonthsIn(length))}; }

ReportPeriod ReportPeriod::Previous() const { return {length, AddMonths(first, -MonthsIn(length))}; }

absl::StatusOr<ReportPeriod> ParsePeriod(absl::string_view text, absl::string_view field) {
  const absl::Status refusal = InvalidField(
      field, absl::StrCat("'", text,
                          "' is not a period; write a year (2026), a half (2026-H2), a quarter (2026-Q4) "
                          "or a month (2026-11)"));
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, absl::MaxSplits('-', 1));
  const int year = DigitsOnly(parts.first, 4);
  if (year < kFirstYear || year > kLastYear) return refusal;
  if (text.find('-') == absl::string_view::npos) return ReportPeriod{PeriodLength::kYear, Date(year, 1, 1)};
  const Part part = ReadPart(parts.second);
  const int months = MonthsIn(part.length);
  if (part.number < 1 || part.number > 12 / months) return refusal;
  return ReportPeriod{part.length, Date(year, (part.number - 1) * months + 1, 1)};
}

std::string FormatPeriod(const ReportPeriod& period) {
  const int year = static_cast<int>(period.first.year());
  switch (period.length) {
    case PeriodLength::kMonth:
      return absl::StrFormat("%04d-%02d", year, period.first.month());
    case PeriodLength::kQuarter:
      return absl::StrFormat("%04d-Q%d", year, NumberInYear(period));
    case PeriodLength::kHalf:
      return absl::StrFormat("%04d-H%d", year, NumberInYear(period));
    case PeriodLength::kYear:
      return absl::StrFormat("%04d", year);
  }
  return "";
}

ReportPeriod PeriodOf(Date day, PeriodLength length) {
  const int months = MonthsIn(length);
  return {length, Date(day.year(), (day.month() - 1) / months * months + 1, 1)};
}

absl::string_view PeriodLengthName(PeriodLength length) {
  switch (length) {
    case PeriodLength::kMonth:
      return "MONTH";
    case PeriodLength::kQuarter:
      return "QUARTER";
    case PeriodLength::kHalf:
      return "HALF";
    case PeriodLength::kYear:
      return "YEAR";
  }
  return "";
}

}  // namespace nanolearn
