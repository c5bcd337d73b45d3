#include "tests/benchmarks/paced.h"

#include <mutex>

#include "absl/synchronization/blocking_counter.h"
#include "absl/time/clock.h"
#include "tests/benchmarks/failure.h"

namespace nanolearn::benchmarks {

std::vector<double> PacedMilliseconds(int rate, absl::Duration duration, const StartCall& start) {
  const int count = static_cast<int>(rate * absl::ToDoubleSeconds(duration));
  std::mutex mutex;
  std::vector<double> milliseconds;
  std::string first_problem;
  absl::BlockingCounter running(count);
  const absl::Time begin = absl::Now();
  for (int i = 0; i < count; ++i) {
    const absl::Time due = begin + i * absl::Seconds(1) / rate;
    if (const absl::Time now = absl::Now(); now < due) absl::SleepFor(due - now);
    start([&, due](const std::string& problem) {
      {
        const std::lock_guard lock(mutex);
        milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - due));
        if (first_problem.empty()) first_problem = problem;
      }
      running.DecrementCount();
    });
  }
  running.Wait();
  if (!first_problem.empty()) Fail(first_problem);
  return milliseconds;
}

}  // namespace nanolearn::benchmarks
