#pragma once

#include "service/app/compliance_scope.h"
#include "service/domain/report_content.h"

namespace nanolearn {

// Fills in the employees and the elected members of the scope's unit, hidden where they would tell of a small
// group. Where few are both, which would hide nearly every committee, they are taken apart.
void AddReportParts(const ReadTransaction& tx, const ComplianceScope& scope, ReportUnit& unit);

}  // namespace nanolearn
