#include "service/server/backup/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace nanolearn {

ProgressLine::ProgressLine(std::string label, uint64_t total)
    : shown_(isatty(STDERR_FILENO) == 1), label_(std::move(label)), total_(total) {
  if (shown_ && total_ == 0) std::fprintf(stderr, "%s ...", label_.c_str());
}

ProgressLine::~ProgressLine() {
  if (shown_) std::fprintf(stderr, "\r\033[K");
}

void ProgressLine::Add(uint64_t done) {
  done_ += done;
  if (shown_ && total_ > 0) Draw();
}

void ProgressLine::Draw() {
  constexpr int kWidth = 30;
  const int percent = static_cast<int>(std::min<uint64_t>(100, done_ * 100 / total_));
  if (percent == percent_) return;
  percent_ = percent;
  std::string bar(static_cast<size_t>(percent * kWidth / 100), '#');
  bar.resize(kWidth, '.');
  std::fprintf(stderr, "\r%s [%s] %3d %%", label_.c_str(), bar.c_str(), percent);
}

}  // namespace nanolearn
