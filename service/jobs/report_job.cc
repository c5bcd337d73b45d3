#include "service/jobs/report_job.h"

#include <spdlog/spdlog.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(30);
constexpr absl::Duration kPauseAfterFailure = absl::Minutes(1);

// So many are named in the log of jobs.
constexpr size_t kMaxNamed = 5;

std::string Failure(std::vector<std::string> failed) {
  const size_t more = failed.size() > kMaxNamed ? failed.size() - kMaxNamed : 0;
  failed.resize(failed.size() - more);
  return absl::StrCat("scheduled reports could not be made: ", absl::StrJoin(failed, ", "),
                      more > 0 ? absl::StrCat(" and ", more, " more") : "", "; the server's log says why");
}

}  // namespace

absl::Duration ReportJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  Outcome outcome;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    MakeAll(organisation, stop, outcome);
  }
  const int made = outcome.made;
  if (made > 0) log.Worked(absl::StrCat("made ", made, made == 1 ? " report" : " reports"));
  if (outcome.failed.empty()) return kPause;
  log.Failed(Failure(outcome.failed));
  return kPauseAfterFailure;
}

void ReportJob::MakeAll(const Organisation& organisation, const std::stop_token& stop, Outcome& outcome) {
  std::set<Id> passed;  // until the next run
  while (!stop.stop_requested()) {
    const absl::StatusOr<ScheduleStep> step = schedules_.MakeNext(organisation, passed);
    if (step.ok() && step->schedule_id == kNoId) return;
    if (step.ok() && step->status.ok()) {
      ++outcome.made;
      continue;
    }
    const absl::Status& status = step.ok() ? step->status : step.status();
    const std::string what = step.ok() ? absl::StrCat(organisation.slug, "/", step->name) : organisation.slug;
    spdlog::warn("scheduled reports of {} could not be made: {}", what, std::string(status.message()));
    outcome.failed.push_back(what);
    if (!step.ok()) return;
    passed.insert(step->schedule_id);
  }
}

}  // namespace nanolearn
