#include "service/http/coordination.h"

#include "service/base/status_macros.h"
#include "service/http/failed_mails.h"
#include "service/http/held_runs.h"
#include "service/http/programme_figures.h"

namespace nanolearn::http {
namespace {

absl::Status AddJobs(Operations& operations, const WebUser& user, pages::CoordinateOverview& overview) {
  const Caller* caller = user.With(Permission::kReadEvents);
  if (!caller) return absl::OkStatus();
  ASSIGN_OR_RETURN(const JobReport report, operations.jobs.List(*caller, user.organisation.slug));
  overview.failing_jobs.emplace();
  for (const Job& job : report.jobs) {
    if (!job.last_error.empty()) overview.failing_jobs->push_back({job.name, job.last_end_time});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<pages::CoordinateOverview> GatherCoordination(Operations& operations, const WebUser& user) {
  pages::CoordinateOverview overview;
  overview.min_group_size = user.organisation.min_group_size;
  overview.age.time_zone = user.organisation.time_zone;
  if (FiguresCaller(user)) {
    ASSIGN_OR_RETURN(ProgrammesAtAGlance glance, GatherProgrammes(operations, user));
    overview.programmes = std::move(glance.programmes);
    overview.age = std::move(glance.age);
    overview.can_read_figures = true;
  }
  if (user.With(Permission::kReadSyncRuns)) {
    ASSIGN_OR_RETURN(overview.held_runs, GatherHeldRuns(operations, user));
  }
  if (user.With(Permission::kReadMails)) {
    ASSIGN_OR_RETURN(const pages::CoordinateMails mails, GatherMails(operations, user, ""));
    overview.failed_mails = static_cast<int>(mails.mails.size());
    overview.has_more_failed = !mails.next_href.empty();
  }
  RETURN_IF_ERROR(AddJobs(operations, user, overview));
  return overview;
}

}  // namespace nanolearn::http
