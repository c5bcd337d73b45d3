#pragma once

#include <string>
#include <vector>

#include "service/app/access.h"
#include "service/domain/report.h"

namespace nanolearn {

struct NewSchedule {
  std::string organisation;
  std::string name;
  ReportKind kind = ReportKind::kBoard;
  std::string unit_code;  // empty for kAnnual
  PeriodLength every = PeriodLength::kQuarter;
  int days_after = 5;
  std::vector<std::string> recipients;
  std::string language = "sv";
  std::string request_id;
};

struct ScheduleView {
  ReportSchedule schedule;
  std::string unit_code;
};

// When reports are made without anybody asking; the errors are those of report_service.proto. Thread-safe.
class ReportSchedules {
 public:
  explicit ReportSchedules(const Environment& env) : env_(env) {}

  // Makes it, or changes the one of this name; then it goes on from the next day that fits, and what was made
  // before is not made again.
  absl::StatusOr<ScheduleView> Set(const Caller& caller, const NewSchedule& request);
  // By name.
  absl::StatusOr<std::vector<ScheduleView>> List(const Caller& caller, const std::string& organisation);
  absl::Status Delete(const Caller& caller, const std::string& organisation, const std::string& name);

  // For the server itself: makes the report of the schedule whose day came first, stores it and posts the
  // mails. One report for each schedule and day, however many servers do this; returns whether there may be
  // more to do at once.
  absl::StatusOr<bool> MakeNext(const Organisation& organisation);

 private:
  absl::StatusOr<ReportSchedule> Read(const ReadTransaction& tx, const Organisation& organisation,
                                      const NewSchedule& request) const;

  Environment env_;
};

}  // namespace nanolearn
