#pragma once

#include "service/app/environment.h"
#include "service/domain/organisation.h"
#include "service/domain/report_content.h"

namespace nanolearn {

// What a report says, read in one snapshot. `content` has its id, parameters, as_of, is_over, compared_with
// and create_time; the rest is filled in. UNIT_NOT_FOUND when the unit is not there on as_of.
absl::Status GatherReport(const Environment& env, const ReadTransaction& tx, const Organisation& organisation,
                          ReportContent& content);

}  // namespace nanolearn
