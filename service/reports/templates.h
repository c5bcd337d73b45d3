#pragma once

namespace nanolearn::reports {

// templates/report.tpl and mail.tpl, as they were when the program was built.
extern const char kReportTemplate[];
extern const char kMailTemplate[];

}  // namespace nanolearn::reports
