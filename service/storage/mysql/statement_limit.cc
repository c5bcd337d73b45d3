#include "service/storage/mysql/statement_limit.h"

namespace nanolearn::mysql {

absl::Duration StatementLimit(absl::Duration left) {
  constexpr double kSeconds[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30};
  for (const double seconds : kSeconds) {
    if (left <= absl::Seconds(seconds)) return absl::Seconds(seconds);
  }
  return absl::ZeroDuration();
}

}  // namespace nanolearn::mysql
