#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/app/access.h"
#include "service/domain/report_content.h"

namespace nanolearn {

// A report that is made and not yet stored.
struct MadeReport {
  Report report;
  std::vector<ReportFile> files;
  ReportContent content;
};

struct ReportOrder {
  ReportParameters parameters;
  std::string created_by;
  Id schedule_id = kNoId;
  std::optional<Date> scheduled_day;
};

// What the order is about: the day of its figures and what they are compared with. PERIOD_NOT_BEGUN,
// PERIOD_WITHOUT_FIGURES.
absl::StatusOr<ReportContent> BeginReport(const Environment& env, const ReadTransaction& tx,
                                          const Organisation& organisation, const ReportOrder& order);
// Puts it into words and files; takes seconds, so outside of transactions.
absl::StatusOr<MadeReport> FinishReport(const Environment& env, const ReportOrder& order,
                                        ReportContent content);
// Stores it and tells of it, as part of a transaction.
void StoreReport(const Environment& env, WriteTransaction& tx, const Organisation& organisation,
                 const MadeReport& made, const AuditOrigin& origin, const std::string& request_id);

}  // namespace nanolearn
