#include "tests/benchmarks/load.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "tests/benchmarks/failure.h"

namespace nanolearn::benchmarks {
namespace {

// Chains of calls, in each of which the next begins when the last has ended.
class Chains {
 public:
  Chains(int count, const StartCall& start, absl::Time end) : start_(start), end_(end), running_(count) {}

  void KeepCalling() {
    start_([this](const std::string& problem) {
      ++calls_;
      if (!problem.empty()) Remember(problem);
      if (problem.empty() && absl::Now() < end_) {
        KeepCalling();
      } else {
        running_.DecrementCount();
      }
    });
  }
  // How many calls there were.
  int64_t Wait() {
    running_.Wait();
    if (!problem_.empty()) Fail(problem_);
    return calls_;
  }

 private:
  void Remember(const std::string& problem) {
    const std::lock_guard lock(mutex_);
    if (problem_.empty()) problem_ = problem;
  }

  const StartCall& start_;
  const absl::Time end_;
  std::atomic<int64_t> calls_ = 0;
  absl::BlockingCounter running_;
  std::mutex mutex_;
  std::string problem_;  // the first
};

}  // namespace

double CallsPerSecond(int in_flight, absl::Duration duration, const StartCall& start) {
  const absl::Time begin = absl::Now();
  Chains chains(in_flight, start, begin + duration);
  for (int i = 0; i < in_flight; ++i) chains.KeepCalling();
  return static_cast<double>(chains.Wait()) / absl::ToDoubleSeconds(absl::Now() - begin);
}

double BlockingCallsPerSecond(int callers, absl::Duration duration,
                              const std::function<std::function<void()>()>& make) {
  std::atomic<int64_t> calls = 0;
  std::atomic<bool> stop = false;
  std::vector<std::function<void()>> call(callers);
  for (auto& one : call) one = make();  // connections one after another: many at once have crashed the driver
  std::vector<std::thread> threads;
  const absl::Time begin = absl::Now();
  for (int i = 0; i < callers; ++i) {
    threads.emplace_back([&, i] {
      for (; !stop; ++calls) call[i]();
    });
  }
  absl::SleepFor(duration);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  return calls / absl::ToDoubleSeconds(absl::Now() - begin);
}

double MedianMilliseconds(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const absl::Time begin = absl::Now();
    work();
    times.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace nanolearn::benchmarks
