#include "service/base/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>

namespace nanolearn {

std::string CountedAddress(const std::string& remote) {
  constexpr size_t kNetworkBytes = 8;
  in6_addr address = {};
  if (inet_pton(AF_INET6, remote.c_str(), &address) != 1) return remote;
  // ::ffff:192.0.2.1
  if (IN6_IS_ADDR_V4MAPPED(&address)) return remote;
  return std::string(reinterpret_cast<const char*>(address.s6_addr), kNetworkBytes);
}

void RateLimit::ForgetFull(absl::Time now) {
  for (auto it = full_at_.begin(); it != full_at_.end();) {
    if (it->second <= now) {
      full_at_.erase(it++);
    } else {
      ++it;
    }
  }
}

absl::Time& RateLimit::FullAt(const std::string& remote, absl::Time now) {
  const std::string counted = CountedAddress(remote);
  if (const auto found = full_at_.find(counted); found != full_at_.end()) return found->second;
  if (full_at_.size() >= max_addresses_) ForgetFull(now);
  if (full_at_.size() >= max_addresses_) return of_others_;
  return full_at_.emplace(counted, now).first->second;
}

bool RateLimit::IsSpent(const std::string& remote) {
  const absl::Time now = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto found = full_at_.find(CountedAddress(remote));
  return IsSpentAt(found == full_at_.end() ? absl::InfinitePast() : found->second, now);
}

absl::Duration RateLimit::Wait(const std::string& remote) {
  const absl::Time now = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto found = full_at_.find(CountedAddress(remote));
  const absl::Time full_at = found == full_at_.end() ? of_others_ : found->second;
  return std::max(full_at - now - (burst_ - 1) * pause_, absl::ZeroDuration());
}

bool RateLimit::Spend(const std::string& remote) {
  const absl::Time now = clock_.Now();
  const std::lock_guard lock(mutex_);
  absl::Time& full_at = FullAt(remote, now);
  if (IsSpentAt(full_at, now)) return false;
  full_at = std::max(full_at, now) + pause_;
  return true;
}

}  // namespace nanolearn
