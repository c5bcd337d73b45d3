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

}  // namespace

absl::StatusOr<JobReport> Jobs::List(const Caller& caller, const std::string& organisation) {
  JobReport report;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseIn(tx, caller, organisation, Permission::kReadEvents));
    report.jobs = tx.jobs().List();
    // Machines are the business of those who run the installation.
    if (caller.token.organisation_id != kNoId) {
      for (Job& job : report.jobs) job.server.clear();
    }
    report.backlogs = BacklogsOf(tx, org.id);
    return absl::OkStatus();
  }));
  return report;
}

}  // namespace nanolearn
