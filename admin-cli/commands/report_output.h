#pragma once

#include "admin-cli/context.h"
#include "nanolearn/v1/report_service.pb.h"

namespace nanolearn::cli {

const ColumnsOf<v1::Report>& ReportColumns();
const ColumnsOf<v1::ReportSchedule>& ScheduleColumns();

// "pdf" and so on, or the end of the file's name when `format` is empty; PDF when it has none. Refused: an
// end that is no format, and a file that cannot be written since its folder is not there.
absl::StatusOr<v1::ReportFormat> ReportFormatOf(const std::string& format, const std::string& path);

// Gets the file of the report, checks it against the report's hash, and writes it to `path`; to the output
// when that is "-". Says what it has written and that the hash is right.
absl::Status WriteReportFile(const v1::Report& report, v1::ReportFormat format, const std::string& path,
                             Context& context);

}  // namespace nanolearn::cli
