#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "admin-cli/environment.h"

namespace nanolearn::cli {

// A line on a terminal that says how far long work has come, and goes away when it ends. Nothing at all is
// written where there is no terminal, nor for work that is quick.
class Progress {
 public:
  // `total` 0: how much there is is not known.
  Progress(std::ostream& err, const Environment& environment, std::string label, int64_t total);
  Progress(const Progress&) = delete;
  ~Progress();

  void Set(int64_t done);
  void SetLabel(std::string label);

 private:
  void Draw(int64_t done);

  std::ostream& err_;
  const bool shown_;
  std::string label_;
  const int64_t total_;
  int64_t done_ = 0;
  absl::Time next_draw_;
  bool drawn_ = false;
};

}  // namespace nanolearn::cli
