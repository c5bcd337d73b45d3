#include "service/oidc/turns.h"

namespace nanolearn::oidc {

std::optional<Turns::Turn> Turns::Take(const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  if (all_ >= of_all_) return std::nullopt;
  int& waiting = waiting_[issuer];
  if (waiting >= of_one_) return std::nullopt;
  ++waiting;
  ++all_;
  return Turn(*this, issuer);
}

void Turns::End(const std::string& issuer) {
  const std::lock_guard lock(mutex_);
  --all_;
  if (--waiting_[issuer] == 0) waiting_.erase(issuer);
}

}  // namespace nanolearn::oidc
