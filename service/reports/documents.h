#pragma once

#include "service/domain/report_content.h"
#include "service/reports/document.h"

namespace nanolearn::reports {

// To a committee or a board, of one unit: one or two pages.
Document BoardDocument(const ReportContent& content);
// The training part of the yearly information-security report.
Document AnnualDocument(const ReportContent& content);

// Whichever it is.
inline Document DocumentOf(const ReportContent& content) {
  return content.parameters.kind == ReportKind::kBoard ? BoardDocument(content) : AnnualDocument(content);
}

}  // namespace nanolearn::reports
