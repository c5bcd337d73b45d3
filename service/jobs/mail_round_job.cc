#include "service/jobs/mail_round_job.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"
#include "service/jobs/organisations.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(10);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(30);

std::string ResultOf(const MailRounds::Step& sum) {
  std::string result = absl::StrCat("made ", sum.mails, sum.mails == 1 ? " mail" : " mails", " of the day");
  if (sum.no_address > 0) absl::StrAppend(&result, "; without an address: ", sum.no_address);
  if (sum.unreachable > 0) absl::StrAppend(&result, "; whose address takes no mail: ", sum.unreachable);
  return result;
}

}  // namespace

absl::Duration MailRoundJob::Run(std::stop_token stop, JobLog& log) {
  const absl::StatusOr<std::vector<Organisation>> organisations = AllOrganisations(env_);
  if (!organisations.ok()) return kPauseAfterFailure;
  MailRounds::Step sum;
  bool failed = false;
  for (const Organisation& organisation : *organisations) {
    if (stop.stop_requested()) break;
    const absl::Status status = MakeAll(organisation, stop, sum);
    if (status.ok()) continue;
    failed = true;
    spdlog::warn("the mails of the day of {} could not be made: {}", organisation.slug,
                 std::string(status.message()));
  }
  if (sum.mails + sum.no_address + sum.unreachable > 0) log.Worked(ResultOf(sum));
  if (failed) log.Failed("mails of the day could not be made; the server's log says why");
  return failed ? kPauseAfterFailure : kPause;
}

absl::Status MailRoundJob::MakeAll(const Organisation& organisation, const std::stop_token& stop,
                                   MailRounds::Step& sum) {
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const MailRounds::Step step, rounds_.Next(organisation));
    sum.mails += step.mails;
    sum.no_address += step.no_address;
    sum.unreachable += step.unreachable;
    if (!step.may_be_more) break;
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
