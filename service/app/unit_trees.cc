#include "service/app/unit_trees.h"

#include <algorithm>

namespace nanolearn {

std::shared_ptr<const DayTree> UnitTrees::On(const ReadTransaction& tx, const Organisation& organisation,
                                             Date day) {
  const Key key(organisation.id, organisation.units_version, day);
  {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [&](const auto& k) { return k.first == key; });
    if (found != kept_.end()) {
      kept_.splice(kept_.begin(), kept_, found);
      return kept_.front().second;
    }
  }
  auto tree = std::make_shared<const DayTree>(tx.units().Versions(organisation.id), day);
  const std::lock_guard lock(mutex_);
  kept_.emplace_front(key, tree);
  if (kept_.size() > kKept) kept_.pop_back();
  return tree;
}

}  // namespace nanolearn
