#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "service/app/environment.h"
#include "service/domain/job.h"

namespace nanolearn {

// Writes down how a job goes, for `nanolearn jobs`. A busy job costs a write every few seconds at most,
// unless it has just failed or is well again. Thread-safe: several threads may share the work of one job.
class JobLog {
 public:
  // `server` is what this one is called.
  JobLog(const Environment& env, std::string name, std::string server);
  // For jobs that nobody asks about.
  static JobLog& None();

  void Begin();
  // It had something to do, and this came of it: a few words without personal data. An earlier failure is
  // over. Neither this nor an error names an organisation or what it has named.
  void Worked(std::string result);
  // Something went wrong; a sentence without personal data. To be called after Worked, if both are.
  void Failed(std::string error);
  void End();

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  JobLog() = default;
  bool MustWrite(SteadyTime now) const;

  std::unique_ptr<Environment> env_;  // null: nothing is written
  std::mutex mutex_;                  // for what follows
  Job job_;
  std::string written_error_;
  SteadyTime last_write_, last_failure_;
  bool is_written_ = false;  // at least once
};

}  // namespace nanolearn
