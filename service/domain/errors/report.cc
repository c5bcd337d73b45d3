#include "service/domain/errors/report.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status PeriodNotBegun(absl::string_view period, Date first) {
  return MakeError(StatusCode::kFailedPrecondition,
                   absl::StrCat("the period ", period, " begins on ", FormatDate(first),
                                "; there is nothing to report on it before that"),
                   {.reason = "PERIOD_NOT_BEGUN", .metadata = {{"first_day", FormatDate(first)}}});
}

absl::Status PeriodWithoutFigures(absl::string_view period, Date as_of, std::optional<Date> first_day) {
  ErrorDetails details{.reason = "PERIOD_WITHOUT_FIGURES"};
  if (!first_day) {
    return MakeError(StatusCode::kFailedPrecondition,
                     absl::StrCat("there are no figures for ", period,
                                  ": no list of people has been read. Read one with people sync"),
                     details);
  }
  details.metadata = {{"first_day", FormatDate(*first_day)}};
  return MakeError(StatusCode::kFailedPrecondition,
                   absl::StrCat("there are no figures for ", period, ": on ", FormatDate(as_of),
                                " nobody was known yet. The first figures are those of ",
                                FormatDate(*first_day), "; take a period that ends on that day or later"),
                   details);
}

absl::Status ReportHasNoPdf(absl::string_view name) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat("the report '", name,
                   "' has no PDF: weasyprint was missing or failed on the server when it was made. Take "
                   "the HTML and print it, or install weasyprint there and make the report again"),
      {.reason = "REPORT_HAS_NO_PDF",
       .resource_type = "nanolearn/report",
       .resource_name = std::string(name)});
}

absl::Status ReportsNotMadeHere() {
  return MakeError(StatusCode::kUnimplemented, "this server makes no reports",
                   {.reason = "REPORTS_NOT_MADE_HERE"});
}

}  // namespace nanolearn::errors
