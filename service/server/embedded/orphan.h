#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace nanolearn {

// Ends every process of this user that is called `program` and works in `folder`: first politely, by force
// when that took longer than `patience`. DEADLINE_EXCEEDED when even force did not help. What has
// ended already, or belongs to somebody else, is not an error.
absl::Status StopProcessesIn(const std::string& folder, const std::string& program, absl::Duration patience);

}  // namespace nanolearn
