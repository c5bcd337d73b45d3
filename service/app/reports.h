#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/app/paging.h"
#include "service/domain/report.h"

namespace nanolearn {

struct NewReport {
  std::string organisation;
  ReportParameters parameters;  // an empty unit: the token's unit or the root
  std::string request_id;
};

struct ReportFileInfo {
  std::string name;
  int64_t size = 0;
  std::string hash;  // 32 bytes
};

struct ReportView {
  Report report;
  std::vector<ReportFileInfo> files;  // by name; empty in lists
};

struct ReportList {
  std::vector<ReportView> reports;  // the newest first
  std::string next_page_token;
};

// Reports that are made once and kept; the errors are those of report_service.proto. Thread-safe.
class Reports {
 public:
  explicit Reports(const Environment& env) : env_(env) {}

  absl::StatusOr<ReportView> Create(const Caller& caller, const NewReport& request);
  absl::StatusOr<ReportView> Get(const Caller& caller, const std::string& organisation, Id id);
  absl::StatusOr<ReportList> List(const Caller& caller, const std::string& organisation,
                                  const PageRequest& page);
  absl::StatusOr<ReportFile> GetFile(const Caller& caller, const std::string& organisation, Id id,
                                     ReportFormat format);

 private:
  Environment env_;
};

}  // namespace nanolearn
