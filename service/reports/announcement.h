#pragma once

#include "absl/status/statusor.h"
#include "service/domain/mail.h"
#include "service/domain/report_content.h"

namespace nanolearn::reports {

// A mail that a report has been made: its key figures, what is asked, and how to get it. Without recipient.
absl::StatusOr<Mail> Announcement(const ReportContent& content);

}  // namespace nanolearn::reports
