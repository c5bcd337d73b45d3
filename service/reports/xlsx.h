#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/reports/document.h"

namespace nanolearn::reports {

// A workbook: the report in words, and a sheet for each table. `made` is its date.
absl::StatusOr<std::string> Xlsx(const Document& document, absl::Time made);

}  // namespace nanolearn::reports
