#pragma once

#include <cstdint>
#include <string>

namespace nanolearn {

// Says on a terminal how far long work has come, on one line that goes away when it ends; nothing where standard error
// is none.
class ProgressLine {
 public:
  // `total` 0: how much there is is not known.
  ProgressLine(std::string label, uint64_t total);
  ProgressLine(const ProgressLine&) = delete;
  ~ProgressLine();

  void Add(uint64_t done);

 private:
  void Draw();

  const bool shown_;
  const std::string label_;
  const uint64_t total_;
  uint64_t done_ = 0;
  int percent_ = -1;
};

}  // namespace nanolearn
