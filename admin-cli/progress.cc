#include "admin-cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "admin-cli/text.h"

namespace nanolearn::cli {
namespace {
constexpr absl::Duration kPatience = absl::Milliseconds(200);  // before the first line
constexpr absl::Duration kInterval = absl::Milliseconds(100);
constexpr int kBarWidth = 30;
constexpr char kClearLine[] = "\r\x1b[K";
}  // namespace

Progress::Progress(std::ostream& err, const Environment& environment, std::string label, int64_t total)
    : err_(err),
      shown_(environment.err_is_terminal),
      label_(std::move(label)),
      total_(total),
      next_draw_(absl::Now() + kPatience) {}

Progress::~Progress() {
  if (drawn_) err_ << kClearLine << std::flush;
}

void Progress::Set(int64_t done) {
  done_ = done;
  if (!shown_ || absl::Now() < next_draw_) return;
  next_draw_ = absl::Now() + kInterval;
  Draw(done);
}

void Progress::SetLabel(std::string label) {
  label_ = std::move(label);
  if (shown_) Draw(done_);
}

void Progress::Draw(int64_t done) {
  std::string line = absl::StrCat(label_, " ");
  if (total_ > 0) {
    const double share = std::clamp(static_cast<double>(done) / total_, 0.0, 1.0);
    absl::StrAppend(&line, Bar(share, kBarWidth), absl::StrFormat(" %3d %%", static_cast<int>(share * 100)));
  } else {
    absl::StrAppend(&line, done);
  }
  err_ << kClearLine << line << std::flush;
  drawn_ = true;
}

}  // namespace nanolearn::cli
