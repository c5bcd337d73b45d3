#include "service/jobs/planning_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/app/access.h"
#include "service/base/status_macros.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);

}  // namespace

absl::Duration PlanningJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  int planned = 0;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::StatusOr<int> of_this = Keep(organisation);
    if (!of_this.ok()) {
      spdlog::warn("assignments of {} could not be planned: {}", organisation.slug,
                   std::string(of_this.status().message()));
      log.Failed("assignments could not be planned; the server's log says why");
      return kPauseAfterFailure;
    }
    planned += *of_this;
  }
  if (planned > 0)
    log.Worked(absl::StrCat("planned ", planned, planned == 1 ? " person" : " people", " anew"));
  return planned > 0 ? absl::ZeroDuration() : kPause;
}

absl::StatusOr<int> PlanningJob::Keep(const Organisation& organisation) {
  const Date today = Today(env_, organisation);
  const auto looked = extended_on_.find(organisation.id);
  if (looked == extended_on_.end() || looked->second != today) {
    RETURN_IF_ERROR(upkeep_.ExtendPlans(organisation).status());
    extended_on_[organisation.id] = today;
  }
  return upkeep_.PlanQueued(organisation);
}

}  // namespace nanolearn
