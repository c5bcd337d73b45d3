#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "service/app/hidden_memory.h"
#include "service/domain/organisation.h"
#include "service/domain/unit_tree.h"
#include "service/storage/store.h"

namespace nanolearn {

// The tree of a day, with what it is made of.
class DayTree {
 public:
  DayTree(std::vector<UnitVersion> versions, Date day)
      : versions_(std::move(versions)), tree_(versions_, day) {}
  DayTree(const DayTree&) = delete;

  const UnitTree& tree() const { return tree_; }
  const HiddenMemory& hidden() const { return hidden_; }

 private:
  const std::vector<UnitVersion> versions_;
  const UnitTree tree_;
  const HiddenMemory hidden_;
};

// Keeps the last trees that were asked for: a large one takes longer to read than the figures of a unit do.
// Thread-safe.
class UnitTrees {
 public:
  // `organisation` as the transaction sees it.
  std::shared_ptr<const DayTree> On(const ReadTransaction& tx, const Organisation& organisation, Date day);

 private:
  using Key = std::tuple<Id, uint64_t, Date>;  // organisation, its units_version, day
  static constexpr size_t kKept = 64;

  std::mutex mutex_;                                                // for kept_
  std::list<std::pair<Key, std::shared_ptr<const DayTree>>> kept_;  // the last used first
};

}  // namespace nanolearn
