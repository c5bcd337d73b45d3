#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "service/app/report_schedules.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Makes the reports that schedules ask for: see app/report_schedules.h.
class ReportJob {
 public:
  explicit ReportJob(const Environment& env) : env_(env), schedules_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log = JobLog::None());

 private:
  struct Outcome {
    int made = 0;
    std::vector<std::string> failed;  // what could not be made, as the log of jobs names it
  };
  // One schedule that fails does not keep the others waiting.
  void MakeAll(const Organisation& organisation, const std::stop_token& stop, Outcome& outcome);

  Environment env_;
  ReportSchedules schedules_;
};

}  // namespace nanolearn
