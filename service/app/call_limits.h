#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "service/app/access.h"
#include "service/base/rate_limit.h"

namespace nanolearn {

// Calls in a second that one may make; 0: as many as it likes. Twice as many at once are no harm.
struct CallLimitOptions {
  int of_token = 0;
  int of_organisation = 0;
  int of_address = 0;
};

// Keeps one caller from taking what the others need, and slows those who try tokens. Counts of this server alone. Thread-safe.
class CallLimits {
 public:
  CallLimits(const Clock& clock, const CallLimitOptions& options);

  // RESOURCE_EXHAUSTED / RATE_LIMITED with when to come back.
  absl::Status Spend(const Caller& caller);
  // What somebody with a wrong token is told: `refusal`, and RATE_LIMITED once there were many from the address. A right token is let in
  // all the same: whole towns can come from one address.
  absl::Status WrongToken(const std::string& address, const absl::Status& refusal);

 private:
  std::unique_ptr<RateLimit> of_token_;  // null: no limit
  std::unique_ptr<RateLimit> of_organisation_;
  std::unique_ptr<RateLimit> of_address_;
  RateLimit wrong_tokens_;
};

}  // namespace nanolearn
