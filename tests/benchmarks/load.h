#pragma once

#include <functional>
#include <string>

#include "absl/time/time.h"

namespace nanolearn::benchmarks {

// Called once when a call has ended, from any thread, with what was wrong; empty: nothing.
using CallDone = std::function<void(const std::string& problem)>;
// Starts one call.
using StartCall = std::function<void(CallDone done)>;

// Keeps `in_flight` calls going for `duration` and returns how many ended each second. Fails with the first
// problem.
double CallsPerSecond(int in_flight, absl::Duration duration, const StartCall& start);

// The same with a thread for each caller, for what blocks. `make` is called once in each thread and gives the
// call.
double BlockingCallsPerSecond(int callers, absl::Duration duration,
                              const std::function<std::function<void()>()>& make);

// Milliseconds that one run of `work` takes: the median of `runs`.
double MedianMilliseconds(int runs, const std::function<void()>& work);

}  // namespace nanolearn::benchmarks
