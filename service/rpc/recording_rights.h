#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "service/app/completions.h"

namespace nanolearn::rpc {

// Keeps for a second that a token may record completions in an organisation, as the Authenticator keeps
// tokens, so that a busy caller costs no query for each call. What it keeps of the organisation, such as its
// time zone, can be as old. Thread-safe.
class RecordingRights {
 public:
  explicit RecordingRights(Completions& completions) : completions_(completions) {}

  // As Completions::AuthoriseRecording. A refusal is not kept.
  absl::StatusOr<Organisation> Authorise(const Caller& caller, const std::string& organisation);

 private:
  using Key = std::pair<Id, std::string>;  // the token, the organisation's slug
  struct Known {
    Organisation organisation;
    std::chrono::steady_clock::time_point read_time;
  };

  Completions& completions_;
  absl::Mutex mutex_;
  absl::flat_hash_map<Key, Known> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace nanolearn::rpc
