#include "service/app/job_list.h"

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

std::vector<JobBacklog> BacklogsOf(const ReadTransaction& tx, Id organisation_id) {
  const MailTable::Counts mails = tx.mails().Count(organisation_id);
  std::vector<JobBacklog> backlogs = {
      {"figures", tx.figures().CountUnfolded(organisation_id)},
      {"people", tx.assignments().CountPlanning(organisation_id)},
      {"mail_round", tx.mail_rounds().CountPeople(organisation_id)},
      {"mails", mails.waiting},
      {"mails_failed", mails.failed},
  };
  const uint64_t last = tx.events().Last(organisation_id);
  for (const Subscription& s : tx.subscriptions().List(organisation_id)) {
    const uint64_t waiting = last < s.next_sequence ? 0 : last - s.next_sequence + 1;
    backlogs.push_back({absl::StrCat("events:", s.name), static_cast<int64_t>(waiting)});
  }
  return backlogs;
}

// A job works for all organisations: what it has done, and when, tells of the others; machines are the business of those who run the
// installation.
void KeepApart(Job& job) {
  job.server.clear();
  job.last_result.clear();
  job.last_work_time = absl::InfinitePast();
  if (!job.last_error.empty()) job.last_error = "it has failed; whoever runs the installation sees why";
}

}  // namespace

absl::StatusOr<JobReport> Jobs::List(const Caller& caller, const std::string& organisation) {
  JobReport report;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadEvents));
    report.jobs = tx.jobs().List();
    if (caller.token.organisation_id != kNoId) {
      for (Job& job : report.jobs) KeepApart(job);
    }
    report.backlogs = BacklogsOf(tx, org.id);
    return absl::OkStatus();
  }));
  return report;
}

}  // namespace nanolearn
