#include "service/rpc/recording_rights.h"

#include "service/base/status_macros.h"

namespace nanolearn::rpc {
namespace {
constexpr std::chrono::seconds kKeep(1);
constexpr size_t kMaxKnown = 10000;
}  // namespace

absl::StatusOr<Organisation> RecordingRights::Authorise(const Caller& caller,
                                                        const std::string& organisation) {
  const Key key(caller.token.id, organisation);
  // Taken before the read, so that what is kept is never older than it seems.
  const auto now = std::chrono::steady_clock::now();
  {
    absl::MutexLock lock(&mutex_);
    const auto it = known_.find(key);
    if (it != known_.end() && now - it->second.read_time < kKeep) return it->second.organisation;
  }
  ASSIGN_OR_RETURN(Organisation found, completions_.AuthoriseRecording(caller, organisation));
  absl::MutexLock lock(&mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  known_[key] = {found, now};
  return found;
}

}  // namespace nanolearn::rpc
