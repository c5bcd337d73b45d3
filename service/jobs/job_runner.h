#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace nanolearn {

// Threads for what the server does by itself, again and again. Thread-safe but for Start and Stop, which one
// thread calls.
class JobRunner {
 public:
  // Does what there is to do and returns the pause until the next time. Ends soon when asked to stop.
  using Job = std::function<absl::Duration(std::stop_token)>;

  JobRunner() = default;
  // Stops.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  // Runs `job` on a thread of its own, at once and then after each pause. One that throws is logged by its
  // name and tried again after a minute.
  void Start(std::string name, Job job);
  // Asks all to stop and returns at once.
  void RequestStop();
  // Returns when none runs any more.
  void Stop();

 private:
  void Repeat(const std::string& name, const Job& job);

  std::stop_source stop_;
  std::mutex mutex_;  // for the pauses
  std::condition_variable_any paused_;
  std::vector<std::thread> threads_;
};

}  // namespace nanolearn
