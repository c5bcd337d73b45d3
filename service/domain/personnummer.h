#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn {

// The twelve digits of a personnummer or coordination number (day + 60), written with 10 or 12 digits, with
// or without '-' or '+'. For ten digits the century is chosen so that the person was born at most 100 years
// before `today` and not after it; with '+' so that they turn 100 in the year of `today` or did so before.
// INVALID_ARGUMENT with a message "wrong check digit", "not a day in the calendar" (years before 1800
// are taken for a number padded with zeros) or "not 10 or 12 digits".
absl::StatusOr<std::string> NormalizePersonnummer(absl::string_view text, Date today);

// "19661208-9893" -> "19661208-****"; text that is no personnummer is cut to its first four characters and
// "****" follows. It goes by the form alone: a wrong number is masked like a right one.
std::string MaskPersonnummer(absl::string_view text);

// The text with everything in it that has the form of a personnummer masked.
std::string MaskPersonnummerWithin(absl::string_view text);

}  // namespace nanolearn
