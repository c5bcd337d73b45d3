#include "tests/benchmarks/load.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"

namespace nanolearn::benchmarks {
namespace {

// One chain of calls: the next begins when the last has ended.
void KeepCalling(const StartCall& start, absl::Time end, std::atomic<int64_t>& calls,
                 absl::BlockingCounter& running) {
  start([&start, end, &calls, &running] {
    ++calls;
    if (absl::Now() < end) {
      KeepCalling(start, end, calls, running);
    } else {
      running.DecrementCount();
    }
  });
}

}  // namespace

double CallsPerSecond(int in_flight, absl::Duration duration, const StartCall& start) {
  std::atomic<int64_t> calls = 0;
  absl::BlockingCounter running(in_flight);
  const absl::Time begin = absl::Now();
  for (int i = 0; i < in_flight; ++i) KeepCalling(start, begin + duration, calls, running);
  running.Wait();
  return calls / absl::ToDoubleSeconds(absl::Now() - begin);
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
