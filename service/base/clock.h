#pragma once

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace nanolearn {

// The only way to know what time it is; tests put their own in its place. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace nanolearn
