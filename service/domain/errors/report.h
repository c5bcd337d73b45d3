#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn::errors {

// FAILED_PRECONDITION / PERIOD_NOT_BEGUN: there is nothing to tell of it yet.
absl::Status PeriodNotBegun(absl::string_view period, Date first);
// FAILED_PRECONDITION / PERIOD_WITHOUT_FIGURES: nobody was known of yet on `as_of`, the day of its figures.
absl::Status PeriodWithoutFigures(absl::string_view period, Date as_of, std::optional<Date> first_day);
// FAILED_PRECONDITION / REPORT_HAS_NO_PDF: it could not be made when the report was.
absl::Status ReportHasNoPdf(absl::string_view name);
// UNIMPLEMENTED / REPORTS_NOT_MADE_HERE: this server was started without what makes them.
absl::Status ReportsNotMadeHere();

}  // namespace nanolearn::errors
