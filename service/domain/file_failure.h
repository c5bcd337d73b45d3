#pragma once
// A file that is refused although nothing is wrong with it. No I/O.

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn {

// The day for which a list of the source has been read already, when that is why a list for an earlier one
// was refused.
std::optional<std::string> LaterDayRead(const absl::Status& why);

// The command that reads such a list all the same, with DAY and FILE to be filled in.
std::string ReplayCommand(absl::string_view organisation, absl::string_view source);

}  // namespace nanolearn
