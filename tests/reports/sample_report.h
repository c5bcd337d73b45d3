#pragma once

#include "service/domain/report_content.h"

namespace nanolearn::testing {

// Reports with something in every part, late groups, hidden ones and a unit whose name is HTML.
ReportContent SampleBoard(const std::string& language);
ReportContent SampleAnnual(const std::string& language);

}  // namespace nanolearn::testing
