#include "service/storage/mysql/retries.h"

#include <algorithm>

namespace nanolearn::mysql {

std::optional<absl::Duration> Retries::Next(ErrorClass error, absl::Time now) {
  switch (error) {
    case ErrorClass::kRetry:
      if (conflicts_++ == 0) first_conflict_ = now;
      if (conflicts_ > kMaxConflicts || now - first_conflict_ > kConflictPatience) return std::nullopt;
      return Pause(conflicts_, absl::Milliseconds(200));
    case ErrorClass::kConnectionLost:
    case ErrorClass::kUnknownOutcome:
      if (losses_++ == 0) first_loss_ = now;
      if (now - first_loss_ > kLossPatience) return std::nullopt;
      // The first time it was likely only this connection.
      return losses_ == 1 ? absl::ZeroDuration() : Pause(losses_, absl::Milliseconds(250));
    case ErrorClass::kTooSlow:
    case ErrorClass::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

absl::Duration Retries::Pause(int run, absl::Duration longest) {
  const absl::Duration most = std::min(longest, absl::Milliseconds(2) * (1 << std::min(run, 10)));
  return most * absl::Uniform(random_, 0.5, 1.0);
}

}  // namespace nanolearn::mysql
