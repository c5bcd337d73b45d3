#pragma once

#include <string>

#include "service/reports/document.h"

namespace nanolearn::reports {

// UTF-8, a row for each figure: section, table, row, figure, value. Shares are 0 to 1; what is hidden or not
// there is a word. English: as RFC 4180 has it. Swedish: with a byte order mark, semicolons and decimal
// commas.
std::string Csv(const Document& document);

}  // namespace nanolearn::reports
