#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "admin-cli/context.h"

namespace nanolearn::cli {

// OK when somebody at the terminal says yes. Wrong usage when there is nobody to ask: --yes says it
// beforehand.
absl::Status Confirm(absl::string_view question, Context& context);

}  // namespace nanolearn::cli
