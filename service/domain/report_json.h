#pragma once

#include <string>

#include "service/domain/report_content.h"

namespace nanolearn {

// What a report says, as JSON for programs: figures as numbers, null where they are hidden or there is none,
// days as YYYY-MM-DD, instants by RFC 3339.
std::string ReportJson(const ReportContent& content);

}  // namespace nanolearn
