#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "tests/support/test_server.h"

namespace nanolearn::benchmarks {

// Assignments that are open and not completed, each handed out once. Thread-safe.
class OpenAssignments {
 public:
  // At most `most` of those that the server lists, in an order of chance that is the same each time.
  OpenAssignments(const testing::TestClient& client, size_t most);

  // A name; once all were given, the first ones again: see spent().
  const std::string& Next() { return names_[next_++ % names_.size()]; }
  // Whether some were given twice, and what was measured with them counts for nothing.
  bool spent() const { return next_ > names_.size(); }
  size_t left() const { return spent() ? 0 : names_.size() - next_; }

 private:
  std::vector<std::string> names_;
  std::atomic<size_t> next_ = 0;
};

}  // namespace nanolearn::benchmarks
