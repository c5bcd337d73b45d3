#pragma once

#include <cstddef>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "service/base/clock.h"

namespace nanolearn {

// How often somebody may do something, by the address they come from or another name of theirs: `burst` times at once, and once more
// each `pause`. Whole networks can be behind one address. In memory, and bounded. Thread-safe.
class RateLimit {
 public:
  // `clock` outlives the limit.
  RateLimit(const Clock& clock, int burst, absl::Duration pause, size_t max_addresses = 10000)
      : clock_(clock), burst_(burst), pause_(pause), max_addresses_(max_addresses) {}

  // Whether the address has nothing left.
  bool IsSpent(const std::string& remote);
  // Takes one; false when there was none.
  bool Spend(const std::string& remote);
  // How long until there is one again.
  absl::Duration Wait(const std::string& remote);

 private:
  // Until when what was taken is not yet given back.
  absl::Time& FullAt(const std::string& remote, absl::Time now);
  bool IsSpentAt(absl::Time full_at, absl::Time now) const { return full_at > now + (burst_ - 1) * pause_; }
  void ForgetFull(absl::Time now);

  const Clock& clock_;
  const int burst_;
  const absl::Duration pause_;
  const size_t max_addresses_;
  std::mutex mutex_;  // for full_at_ and of_others_
  absl::flat_hash_map<std::string, absl::Time> full_at_;
  absl::Time of_others_ = absl::InfinitePast();  // together, of all addresses that there is no room for
};

// Whom an address is counted for: of IPv6 the network, since each machine has more addresses than could be
// counted.
std::string CountedAddress(const std::string& remote);

}  // namespace nanolearn
