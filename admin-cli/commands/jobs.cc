#include "admin-cli/commands/jobs.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "admin-cli/arguments.h"
#include "admin-cli/context.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/job_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Job;
using v1::JobService;

// A terminal has no room for a column of errors when there are none.
ColumnsOf<Job> Columns(bool any_errors) {
  return {{{"job", "Job", Type::kWhole}, [](const Job& j) { return j.job(); }},
          {{"last_run", "Last run", Type::kTime},
           [](const Job& j) { return Instant(j.has_last_end_time(), j.last_end_time()); }},
          {{"last_work", "Last work", Type::kTime},
           [](const Job& j) { return Instant(j.has_last_work_time(), j.last_work_time()); }},
          {{"result", "Result"}, [](const Job& j) { return Optional(j.last_result()); }},
          {{"error", "Error", Type::kText, any_errors ? Shown::kAlways : Shown::kNotInTable},
           [](const Job& j) { return Optional(j.last_error()); }},
          {{"server", "Server"}, [](const Job& j) { return Optional(j.server()); }}};
}

// "3 mails wait".
std::string Sentence(const v1::JobBacklog& backlog) {
  absl::string_view what = backlog.what();
  const std::string count = absl::StrCat(backlog.count());
  if (what == "figures") return absl::StrCat("Changes to be folded into the figures: ", count, ".");
  if (what == "people") return absl::StrCat("People to be planned anew: ", count, ".");
  if (what == "mail_round")
    return absl::StrCat("People whose mails of the day are still to be made: ", count, ".");
  if (what == "mails") return absl::StrCat("Mails that wait: ", count, ".");
  if (what == "mails_failed") return absl::StrCat("Mails that were given up: ", count, ".");
  if (absl::ConsumePrefix(&what, "events:")) {
    return absl::StrCat("Events to be sent to ", what, ": ", count, ".");
  }
  return absl::StrCat(what, ": ", count, ".");
}

absl::Status List(Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListJobsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const v1::ListJobsResponse response,
                   context.client.Call<JobService>(&JobService::Stub::ListJobs, request));
  const bool any_errors = std::any_of(response.jobs().begin(), response.jobs().end(),
                                      [](const Job& job) { return !job.last_error().empty(); });
  context.AnswerList(Columns(any_errors), response.jobs(), "No job has run yet.");
  if (context.config.format != Format::kTable) return absl::OkStatus();
  context.out << "\n";
  for (const v1::JobBacklog& backlog : response.backlogs()) context.out << Sentence(backlog) << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddJobs(CommandLine& line) {
  line.AddVerb({"jobs", "What the servers do by themselves, how it goes and what waits", "jobs"}).Does(List);
}

}  // namespace nanolearn::cli
