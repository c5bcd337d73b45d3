#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <tuple>
#include <vector>

#include "absl/functional/function_ref.h"
#include "service/base/id.h"

namespace nanolearn {

// Which units of a tree are hidden, for a while: it takes the figures of all of them to find out, which in a
// tree of thousands takes longer than a page may. Meanwhile a group may have become small: whoever asks looks
// at the size of what they show themselves. Thread-safe.
class HiddenMemory {
 public:
  using Key = std::tuple<Id, Id, int>;  // programme, module, the organisation's min_group_size

  // As `find` says, at most `age` ago.
  std::vector<bool> Of(const Key& key, std::chrono::seconds age,
                       absl::FunctionRef<std::vector<bool>()> find) const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Known {
    Clock::time_point time;
    std::vector<bool> hidden;
  };
  static constexpr size_t kKept = 200;

  mutable std::mutex mutex_;  // for known_
  mutable std::map<Key, Known> known_;
};

}  // namespace nanolearn
