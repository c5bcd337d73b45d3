#pragma once

#include "absl/time/time.h"

namespace nanolearn::mysql {

// How long a statement may take when somebody waits for `left` more: no less, and one of few values, so that a session
// that serves many callers need not be told anew for each. Zero, which stands for as long as it takes, for more than half
// a minute: the session's own patience (session.h) is not much longer.
absl::Duration StatementLimit(absl::Duration left);

}  // namespace nanolearn::mysql
