#include "service/domain/errors/roster.h"

#include "absl/strings/str_cat.h"
#include "service/base/error.h"
#include "service/base/limits.h"

namespace nanolearn::errors {

using absl::StatusCode;

absl::Status EffectiveBeforeLast(absl::string_view what, Date effective, Date last) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat(what, " was already read for ", FormatDate(last), "; a file for the earlier day ",
                   FormatDate(effective), " would rewrite what was true"),
      {.reason = "EFFECTIVE_BEFORE_LAST",
       .metadata = {{"effective_date", FormatDate(effective)}, {"last_effective_date", FormatDate(last)}},
       .violations = {{"effective_date", absl::StrCat("must be ", FormatDate(last), " or later")}}});
}

absl::Status CheckEffective(Date effective, Date today, absl::string_view field) {
  if (effective <= today + limits::kMaxDaysAhead) return absl::OkStatus();
  return InvalidField(
      field, absl::StrCat("is more than three years ahead, and no earlier day could be given after it; ",
                          FormatDate(today + limits::kMaxDaysAhead), " is the last that is taken"));
}

absl::Status NoUnits() {
  return MakeError(
      StatusCode::kFailedPrecondition,
      "the organisation has no units on that day; import them first (nanolearn units import FILE)",
      {.reason = "NO_UNITS"});
}

absl::Status ManyUnitsClosed(int closed, int units, Date effective) {
  return MakeError(
      StatusCode::kFailedPrecondition,
      absl::StrCat(closed, " of the ", units, " units are not in the file and would close on ",
                   FormatDate(effective),
                   "; the file may be cut off. If they are to close, import it with --close-many (close_many "
                   "in ImportUnitsRequest)"),
      {.reason = "MANY_UNITS_CLOSED",
       .metadata = {{"closed", absl::StrCat(closed)}, {"units", absl::StrCat(units)}}});
}

}  // namespace nanolearn::errors
