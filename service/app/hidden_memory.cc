#include "service/app/hidden_memory.h"

namespace nanolearn {

std::vector<bool> HiddenMemory::Of(const Key& key, std::chrono::seconds age,
                                   absl::FunctionRef<std::vector<bool>()> find) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    if (found != known_.end() && Clock::now() - found->second.time < age) return found->second.hidden;
  }
  const Clock::time_point time = Clock::now();
  std::vector<bool> hidden = find();
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kKept) known_.clear();
  known_[key] = {time, hidden};
  return hidden;
}

}  // namespace nanolearn
