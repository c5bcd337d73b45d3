#include "service/jobs/report_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(30);
constexpr absl::Duration kPauseAfterFailure = absl::Minutes(1);

}  // namespace

absl::Duration ReportJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  int made = 0;
  bool failed = false;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::StatusOr<int> of_this = MakeAll(organisation, stop);
    if (of_this.ok()) {
      made += *of_this;
      continue;
    }
    failed = true;
    spdlog::warn("scheduled reports of {} could not be made: {}", organisation.slug,
                 std::string(of_this.status().message()));
  }
  if (made > 0) log.Worked(absl::StrCat("made ", made, made == 1 ? " report" : " reports"));
  if (failed) log.Failed("scheduled reports could not be made; the server's log says why");
  return failed ? kPauseAfterFailure : kPause;
}

absl::StatusOr<int> ReportJob::MakeAll(const Organisation& organisation, const std::stop_token& stop) {
  int made = 0;
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const bool made_one, schedules_.MakeNext(organisation));
    if (!made_one) break;
    ++made;
  }
  return made;
}

}  // namespace nanolearn
