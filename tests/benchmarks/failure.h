#pragma once

#include <stdexcept>
#include <string>

namespace nanolearn::benchmarks {

// Why nothing can be measured, as a sentence. Thrown, so that what was started is ended on the way out; never
// in a thread of calls, which tell of it when they are done (load.h).
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] inline void Fail(const std::string& sentence) { throw Failure(sentence); }

}  // namespace nanolearn::benchmarks
