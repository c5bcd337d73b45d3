#include "service/jobs/key_job.h"

#include <spdlog/spdlog.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

// So long a server may not know that another key is in use.
constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);

}  // namespace

absl::Duration KeyJob::Run(std::stop_token stop, JobLog& log) {
  if (const absl::Status status = keys_.Follow(); !status.ok()) {
    log.Failed(std::string(status.message()));
    return kPause;
  }
  Sum sum;
  const absl::Status status = Rotate(stop, sum);
  if (sum.organisations + sum.sealed > 0) {
    log.Worked(absl::StrCat("brought the people of ", sum.organisations, " organisations and ", sum.sealed,
                            " sealed secrets and parts of files under the key in use"));
  }
  if (sum.damaged > 0) {
    log.Failed(absl::StrCat(sum.damaged, " sealed secrets or parts of files cannot be opened and stay under their key"));
  }
  if (status.ok()) return kPause;
  spdlog::warn("what is stored could not be brought under the key in use: {}", std::string(status.message()));
  log.Failed("what is stored could not be brought under the key in use; the server's log says why");
  return kPauseAfterFailure;
}

absl::Status KeyJob::Rotate(const std::stop_token& stop, Sum& sum) {
  using enum KeyTable::SealedIn;
  // What is sealed first: it takes moments.
  for (const KeyTable::SealedIn what : {kSubscriptions, kIdentityProviders, kFileParts}) {
    RETURN_IF_ERROR(SealAll(what, stop, sum));
  }
  while (!stop.stop_requested()) {
    ASSIGN_OR_RETURN(const bool was_one, rotation_.HashNext());
    if (!was_one) break;
    ++sum.organisations;
  }
  return absl::OkStatus();
}

absl::Status KeyJob::SealAll(KeyTable::SealedIn what, const std::stop_token& stop, Sum& sum) {
  KeyTable::Place after;
  for (bool may_be_more = true; may_be_more && !stop.stop_requested();) {
    ASSIGN_OR_RETURN(const KeyRotation::SealStep step, rotation_.SealSome(what, after));
    sum.sealed += step.sealed;
    sum.damaged += step.damaged;
    after = step.last;
    may_be_more = step.may_be_more;
  }
  return absl::OkStatus();
}

}  // namespace nanolearn
