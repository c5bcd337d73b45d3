#include "service/jobs/key_rotation_job.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "service/base/status_macros.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kPauseAfterFailure = absl::Seconds(10);

}  // namespace

absl::Duration KeyRotationJob::Run(std::stop_token stop, JobLog& log) {
  Sum sum;
  const absl::Status status = Rotate(stop, sum);
  if (sum.organisations + sum.sealed > 0) {
    log.Worked(absl::StrCat("brought the people of ", sum.organisations, " organisations and ", sum.sealed,
                            " sealed secrets and parts of files under the key in use"));
  }
  if (sum.damaged > 0) {
    log.Failed(absl::StrCat(sum.damaged, " sealed secrets or parts of files cannot be opened; the server's log says which"));
  }
  if (status.ok()) return kPause;
  log.Failed("not all that is stored could be brought under the key in use; the server's log says why");
  return kPauseAfterFailure;
}

absl::Status KeyRotationJob::Rotate(const std::stop_token& stop, Sum& sum) {
  using enum KeyTable::SealedIn;
  absl::Status first;
  // What is sealed first: it takes moments.
  for (const KeyTable::SealedIn what : {kSubscriptions, kIdentityProviders, kFileParts}) {
    const absl::Status status = SealAll(what, stop, sum);
    if (!status.ok()) spdlog::warn("what is sealed could not be sealed anew: {}", std::string(status.message()));
    first.Update(status);
  }
  first.Update(HashAll(stop, sum));
  return first;
}

absl::Status KeyRotationJob::SealAll(KeyTable::SealedIn what, const std::stop_token& stop, Sum& sum) {
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

absl::Status KeyRotationJob::HashAll(const std::stop_token& stop, Sum& sum) {
  ASSIGN_OR_RETURN(std::vector<Id> waiting, rotation_.Waiting());
  // Servers on nodes of a cluster, which do not see each other's locks, seldom begin with the same one.
  std::shuffle(waiting.begin(), waiting.end(), random_);
  absl::Status first;
  for (const Id id : waiting) {
    if (stop.stop_requested()) break;
    const absl::StatusOr<bool> was_ours = rotation_.Hash(id);
    if (was_ours.ok() && !*was_ours) break;
    sum.organisations += was_ours.ok();
    if (was_ours.ok()) continue;
    spdlog::warn("the people of organisation {} could not be brought under the key in use: {}", FormatId(id),
                 std::string(was_ours.status().message()));
    first.Update(was_ours.status());
  }
  return first;
}

}  // namespace nanolearn
