#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace nanolearn::errors {

// UNAVAILABLE / FIGURES_NOT_READY: the organisation's figures are being made, after an upgrade or because
// somebody asked for it.
absl::Status FiguresNotReady(absl::string_view organisation);

}  // namespace nanolearn::errors
