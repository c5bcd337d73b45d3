#pragma once

#include <chrono>
#include <stop_token>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "service/app/figure_folder.h"
#include "service/app/figure_rebuild.h"
#include "service/jobs/job_log.h"

namespace nanolearn {

// Folds changes of figures all the time, and makes the figures of organisations that have none.
class FigureJob {
 public:
  explicit FigureJob(const Environment& env) : env_(env), folder_(env), rebuild_(env) {}

  // Does what there is to do and returns the pause until the next time.
  absl::Duration Run(std::stop_token stop, JobLog& log);

 private:
  // How many changes were folded.
  absl::StatusOr<int> Fold(std::stop_token stop);
  // Whether there is more to do.
  absl::StatusOr<bool> Rebuild(std::stop_token stop);

  Environment env_;
  FigureFolder folder_;
  FigureRebuild rebuild_;
  std::chrono::steady_clock::time_point rebuild_time_;  // when it was last looked for
  bool is_rebuilding_ = false;
  absl::flat_hash_map<Id, Id> made_until_;  // by organisation: how far this server has come
};

}  // namespace nanolearn
