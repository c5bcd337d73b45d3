#pragma once

#include <optional>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "service/storage/mysql/database_error.h"

namespace nanolearn::mysql {

// How often and how soon one transaction is run again. Pauses grow and are random, so that transactions that
// met once do not meet again.
class Retries {
 public:
  // Somebody else was in the way this often, or for this long: there is no use in going on.
  static constexpr int kMaxConflicts = 10;
  static constexpr absl::Duration kConflictPatience = absl::Seconds(30);
  // A database that restarts is back within a second.
  static constexpr absl::Duration kLossPatience = absl::Seconds(5);

  // How long to wait before the next run; nothing when the last one was enough. `error` is what ended it.
  std::optional<absl::Duration> Next(ErrorClass error, absl::Time now = absl::Now());

 private:
  absl::Duration Pause(int run, absl::Duration longest);

  absl::BitGen random_;
  int conflicts_ = 0;
  int losses_ = 0;
  absl::Time first_conflict_;
  absl::Time first_loss_;
};

}  // namespace nanolearn::mysql
