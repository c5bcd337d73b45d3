#pragma once
// Dates as other systems write them.

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn {

// "YYYY-MM-DD", "YYYYMMDD", "DD/MM/YYYY", "DD.MM.YYYY", "YYYY/MM/DD". No text has two of these forms.
inline constexpr std::array<absl::string_view, 5> kFileDateFormats = {"YYYY-MM-DD", "YYYYMMDD", "DD/MM/YYYY",
                                                                      "DD.MM.YYYY", "YYYY/MM/DD"};

// INVALID_ARGUMENT, without details, for text in none of `formats`, a day that the calendar lacks, or one
// outside kFirstDate..kLastDate; the message goes on from the name of the thing: "is not ...".
absl::StatusOr<Date> ParseFileDate(absl::string_view text, const std::vector<std::string>& formats);

}  // namespace nanolearn
