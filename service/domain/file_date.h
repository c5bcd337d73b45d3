#pragma once
// Dates as other systems write them.

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn {

// In "D/M/YYYY", "D.M.YYYY" and "D MONTH YYYY" the day and month may have one digit or two, and the month is
// a Swedish word or its first three letters, with or without a full stop: "1 januari 2026", "1 jan. 2026". A
// text that has two of these forms is the same day in both.
inline constexpr std::array<absl::string_view, 8> kFileDateFormats = {
    "YYYY-MM-DD", "YYYYMMDD", "DD/MM/YYYY", "DD.MM.YYYY",
    "YYYY/MM/DD", "D/M/YYYY", "D.M.YYYY",   "D MONTH YYYY"};

// A time behind the date that says midnight, such as " 00:00:00" or "T00:00", is left out.
// INVALID_ARGUMENT, without details, for text in none of `formats`, a day that the calendar lacks, or one
// outside kFirstDate..kLastDate; the message goes on from the name of the thing: "is not ...".
absl::StatusOr<Date> ParseFileDate(absl::string_view text, const std::vector<std::string>& formats);

}  // namespace nanolearn
