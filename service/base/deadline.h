#pragma once
// Until when somebody waits for what this thread does. The database gives up on statements that would end later.

#include "absl/time/time.h"

namespace nanolearn {

// absl::InfiniteFuture() where nobody has said.
absl::Time CurrentDeadline();

// Says so while it lives, for its thread, instead of an outer one.
class ScopedDeadline {
 public:
  explicit ScopedDeadline(absl::Time deadline);
  ~ScopedDeadline();
  ScopedDeadline(const ScopedDeadline&) = delete;
  ScopedDeadline& operator=(const ScopedDeadline&) = delete;

 private:
  const absl::Time outer_;
};

}  // namespace nanolearn
