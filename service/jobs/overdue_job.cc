#include "service/jobs/overdue_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(5);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);

}  // namespace

absl::Duration OverdueJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  int told = 0;
  bool failed = false;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::StatusOr<int> of_this = TellAll(organisation, stop);
    if (of_this.ok()) {
      told += *of_this;
      continue;
    }
    failed = true;
    spdlog::warn("overdue assignments of {} could not be told of: {}", organisation.slug,
                 std::string(of_this.status().message()));
  }
  if (told > 0) log.Worked(absl::StrCat("told of ", told, " overdue assignments"));
  if (failed) log.Failed("overdue assignments could not be told of; the server's log says why");
  return failed ? kPauseAfterFailure : kPause;
}

absl::StatusOr<int> OverdueJob::TellAll(const Organisation& organisation, const std::stop_token& stop) {
  int told = 0;
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const OverdueEvents::Step step, overdue_.Next(organisation));
    told += step.told;
    if (!step.may_be_more) break;
  }
  return told;
}

}  // namespace nanolearn
