#pragma once

#include <atomic>

#include "service/base/clock.h"
#include "service/base/date.h"

namespace nanolearn::testing {

// A clock that stands where it is put. Thread-safe.
class TestClock final : public Clock {
 public:
  // Noon in Stockholm on a day of the demonstration.
  TestClock();
  absl::Time Now() const override;
  void Set(absl::Time now);
  // Noon in Stockholm on that day.
  void SetDay(Date day);

 private:
  std::atomic<int64_t> nanos_;
};

}  // namespace nanolearn::testing
