#pragma once

#include <string>

#include "service/reports/document.h"

namespace nanolearn::reports {

// RFC 4180 in UTF-8, a row for each figure: section, table, row, figure, value. Shares are 0 to 1; what is
// hidden or not there is a word.
std::string Csv(const Document& document);

}  // namespace nanolearn::reports
