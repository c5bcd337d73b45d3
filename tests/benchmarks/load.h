#pragma once

#include <functional>

#include "absl/time/time.h"

namespace nanolearn::benchmarks {

// Starts one call; `done` must be called once when it has ended, from any thread.
using StartCall = std::function<void(std::function<void()> done)>;

// Keeps `in_flight` calls going for `duration` and returns how many ended each second.
double CallsPerSecond(int in_flight, absl::Duration duration, const StartCall& start);

// The same with a thread for each caller, for what blocks. `make` is called once in each thread and gives the
// call.
double BlockingCallsPerSecond(int callers, absl::Duration duration,
                              const std::function<std::function<void()>()>& make);

// Milliseconds that one run of `work` takes: the median of `runs`.
double MedianMilliseconds(int runs, const std::function<void()>& work);

}  // namespace nanolearn::benchmarks
