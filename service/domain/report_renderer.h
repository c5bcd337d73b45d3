#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "service/domain/mail.h"
#include "service/domain/report.h"
#include "service/domain/report_content.h"

namespace nanolearn {

// Makes the files of a report from what it says. Thread-safe.
class ReportRenderer {
 public:
  virtual ~ReportRenderer() = default;
  // A file in each format, in the language of the content's parameters; in the order of their names. Where
  // PDF cannot be made, all others.
  virtual absl::StatusOr<std::vector<ReportFile>> Render(const ReportContent& content) const = 0;
  // Tells that the report has been made, with its key figures and how to get it; without recipient.
  virtual absl::StatusOr<Mail> Announce(const ReportContent& content) const = 0;
};

}  // namespace nanolearn
