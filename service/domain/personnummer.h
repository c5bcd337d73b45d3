#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/base/date.h"

namespace nanolearn {

// The twelve digits of a personnummer or coordination number (day + 60), written with 10 or 12 digits, with
// or without '-' or '+' (a '+' means at least 100 years old). For ten digits the century is chosen so that
// the person was born at most 100 years before `today` and not after it. INVALID_ARGUMENT with a message
// "wrong check digit", "not a day in the calendar" or "not 10 or 12 digits".
absl::StatusOr<std::string> NormalizePersonnummer(absl::string_view text, Date today);

// "19661208-9893" -> "19661208-****"; text that is no personnummer is cut to its first four characters and
// "****" follows.
std::string MaskPersonnummer(absl::string_view text);

}  // namespace nanolearn
