#include "service/jobs/retention_job.h"

#include <spdlog/spdlog.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Minutes(10);
constexpr absl::Duration kPauseAfterFailure = absl::Minutes(1);

std::string Said(const Retention::Step& sum) {
  std::string said = absl::StrCat("erased ", sum.erased, sum.erased == 1 ? " person" : " people", " who left long ago");
  if (sum.refused > 0) absl::StrAppend(&said, "; ", sum.refused, " must wait, and nanolearn privacy erase says why");
  return said;
}

}  // namespace

absl::Duration RetentionJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  Retention::Step sum;
  bool failed = false;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::Status status = EraseAll(organisation, stop, sum);
    if (status.ok()) continue;
    failed = true;
    spdlog::warn("people of {} who left long ago could not be erased: {}", organisation.slug,
                 std::string(absl::StatusCodeToString(status.code())));
  }
  if (sum.erased + sum.refused > 0) log.Worked(Said(sum));
  if (failed) log.Failed("people who left long ago could not be erased; the server's log says why");
  return failed ? kPauseAfterFailure : kPause;
}

absl::Status RetentionJob::EraseAll(const Organisation& organisation, const std::stop_token& stop, Retention::Step& sum) {
  const Date today = Today(env_, organisation);
  const auto done = done_on_.find(organisation.id);
  if (done != done_on_.end() && done->second == today) return absl::OkStatus();
  for (Id after = kNoId; !stop.stop_requested();) {
    ASSIGN_OR_RETURN(const Retention::Step step, retention_.EraseSome(organisation, after));
    sum.erased += step.erased;
    sum.refused += step.refused;
    after = step.last;
    if (!step.may_be_more) {
      done_on_[organisation.id] = today;
      break;
    }
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
