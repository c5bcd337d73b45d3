#include "service/jobs/figure_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Milliseconds(50);
// After some were added up. What comes meanwhile is added up together: under load most changes are of the same figures,
// and adding them up one after another would cost as much as making them.
constexpr absl::Duration kPauseAfterSome = absl::Milliseconds(250);
// Then there are more, and no pause.
constexpr int kMany = 500;
constexpr std::chrono::seconds kRebuildPause(1);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);

}  // namespace

absl::Duration FigureJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<int> folded = Fold(stop);
  const absl::StatusOr<bool> rebuilt = folded.ok() ? Rebuild(stop) : folded.status();
  if (!rebuilt.ok()) {
    spdlog::warn("figures could not be kept: {}", std::string(rebuilt.status().message()));
    log.Failed("figures could not be kept; the server's log says why");
    return kPauseAfterFailure;
  }
  if (*rebuilt) {
    log.Worked("made figures anew");
  } else if (*folded > 0) {
    log.Worked(absl::StrCat("added up ", *folded, *folded == 1 ? " change" : " changes"));
  }
  if (*folded >= kMany || *rebuilt) return absl::ZeroDuration();
  return *folded > 0 ? kPauseAfterSome : kPause;
}

absl::StatusOr<int> FigureJob::Fold(std::stop_token stop) {
  ASSIGN_OR_RETURN(const std::vector<Id> waiting, folder_.Waiting());
  int folded = 0;
  for (const Id organisation : waiting) {
    if (stop.stop_requested()) break;
    ASSIGN_OR_RETURN(const int of_this, folder_.FoldSome(organisation));
    folded += of_this;
  }
  return folded;
}

absl::StatusOr<bool> FigureJob::Rebuild(std::stop_token stop) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_rebuilding_ && now - rebuild_time_ < kRebuildPause) return false;
  rebuild_time_ = now;
  ASSIGN_OR_RETURN(const std::vector<Id> waiting, rebuild_.Waiting());
  is_rebuilding_ = false;
  for (const Id organisation : waiting) {
    if (stop.stop_requested()) return false;
    ASSIGN_OR_RETURN(const bool more, rebuild_.MakeSome(organisation, made_until_[organisation]));
    is_rebuilding_ |= more;
  }
  return is_rebuilding_;
}

}  // namespace nanolearn
