#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn {

enum class PeriodLength { kMonth, kQuarter, kHalf, kYear };

// A month, quarter, half or whole calendar year.
struct ReportPeriod {
  PeriodLength length = PeriodLength::kYear;
  Date first{2000, 1, 1};

  Date last() const;
  ReportPeriod Next() const;
  ReportPeriod Previous() const;

  friend bool operator==(const ReportPeriod&, const ReportPeriod&) = default;
};

// "2026-11", "2026-Q4", "2026-H2" or "2026". A refusal is a sentence about `field`.
absl::StatusOr<ReportPeriod> ParsePeriod(absl::string_view text, absl::string_view field);
std::string FormatPeriod(const ReportPeriod& period);

// The period of this length that the day is in.
ReportPeriod PeriodOf(Date day, PeriodLength length);

// "MONTH", "QUARTER", "HALF", "YEAR".
absl::string_view PeriodLengthName(PeriodLength length);

}  // namespace nanolearn
