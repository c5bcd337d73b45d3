#pragma once

#include <set>
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

// What became of one schedule whose day had come.
struct ScheduleStep {
  Id schedule_id = kNoId;  // kNoId: there was none
  std::string name;        // the schedule's
  absl::Status status;     // of making its report
};

// When reports are made without anybody asking; the errors are those of report_service.proto. Thread-safe.
class ReportSchedules {
 public:
  explicit ReportSchedules(const Environment& env) : env_(env) {}

  // Makes it, or changes the one of this name; then it goes on from the next day that fits, and what was made
  // before is not made again. Asked again with the same request id after it was deleted: SCHEDULE_NOT_FOUND.
  absl::StatusOr<ScheduleView> Set(const Caller& caller, const NewSchedule& request);
  // By name.
  absl::StatusOr<std::vector<ScheduleView>> List(const Caller& caller, const std::string& organisation);
  absl::Status Delete(const Caller& caller, const std::string& organisation, const std::string& name,
                      const std::string& request_id = "");

  // For the server itself: makes the report of the schedule whose day came first, without those in `passed`,
  // stores it and posts the mails. One report for each schedule and day, however many servers do this. What
  // goes wrong with the schedule is in the step, so that the others can be gone on with.
  absl::StatusOr<ScheduleStep> MakeNext(const Organisation& organisation, const std::set<Id>& passed);

 private:
  absl::Status Make(const Organisation& organisation, const ReportSchedule& schedule);
  absl::StatusOr<ReportSchedule> Read(const ReadTransaction& tx, const Organisation& organisation,
                                      const NewSchedule& request) const;

  Environment env_;
};

}  // namespace nanolearn
