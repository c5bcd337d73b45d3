#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "service/reports/document.h"

namespace nanolearn::reports {

// A page of its own, that reads nothing from elsewhere: for screens, for paper (A4) and for those who listen.
absl::StatusOr<std::string> Html(const Document& document);

}  // namespace nanolearn::reports
