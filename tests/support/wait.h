#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace nanolearn::testing {

// Whether `condition` comes true within a minute: what is waited for is done by other threads.
inline bool WaitFor(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace nanolearn::testing
