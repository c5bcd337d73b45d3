#pragma once

#include <chrono>
#include <compare>
#include <map>
#include <mutex>
#include <vector>

#include "absl/functional/function_ref.h"
#include "service/base/id.h"

namespace nanolearn {

// Which units of a tree are hidden, for a while: it takes the figures of all of them to find out, which in a
// tree of thousands takes longer than a page may. Meanwhile a group may have become small: whoever asks looks
// at the size of what they show themselves. Thread-safe.
class HiddenMemory {
 public:
  struct Key {
    Id programme_id = kNoId;
    Id module_id = kNoId;
    int min_group_size = 0;
    Id manager_id = kNoId;  // from whom they are hidden; kNoId: from those who know of nobody
    int top = -1;           // where what that manager sees begins

    friend auto operator<=>(const Key&, const Key&) = default;
  };

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
