#pragma once

#include <map>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "service/domain/unit.h"

namespace nanolearn {

// The organisation's tree on one day, each unit after the one above it, siblings by code. Everything below
// node i stands right behind it: the nodes i+1 .. end-1.
class UnitTree {
 public:
  struct Node {
    const UnitVersion* unit;
    int parent;  // -1: a root
    int depth;   // 0: a root
    int end;     // one past the last node below this one
  };

  // `versions` must outlive the tree.
  UnitTree(absl::Span<const UnitVersion> versions, Date day);

  const std::vector<Node>& nodes() const { return nodes_; }

  // The node that counts for a unit: its own, or, when the unit does not exist on the day, that of the
  // nearest unit above it that does. -1 when there is none.
  int NodeOf(Id unit_id) const;

  // The ids of the units that count in `node` or below it, also those that do not exist on the day.
  std::vector<Id> UnitsWithin(int node) const;

  // Whether `unit_id` is `above_id` or below it. A unit that does not exist on the day covers only itself and
  // what would be below it, and nothing of the unit that counts for it.
  bool Covers(Id above_id, Id unit_id) const;

  bool IsWithin(int node, int ancestor) const { return ancestor <= node && node < nodes_[ancestor].end; }

 private:
  void Append(const absl::flat_hash_map<Id, std::vector<const UnitVersion*>>& children,
              const UnitVersion* unit, int parent, int depth);

  Id ParentOf(Id unit_id) const;

  std::vector<Node> nodes_;
  absl::flat_hash_map<Id, int> node_of_;
  absl::flat_hash_map<Id, Id> parent_of_absent_;
};

// The tree through time.
class UnitHistory {
 public:
  explicit UnitHistory(std::vector<UnitVersion> versions);

  // The tree as it was on `day`. The reference lives as long as the history. Not thread-safe.
  const UnitTree& On(Date day) const;

  // Days on which the tree became another one, ascending.
  const std::vector<Date>& change_days() const { return change_days_; }
  const std::vector<UnitVersion>& versions() const { return versions_; }

 private:
  std::vector<UnitVersion> versions_;
  std::vector<Date> change_days_;
  mutable std::map<Date, std::unique_ptr<UnitTree>> trees_;  // by the first day each holds
};

}  // namespace nanolearn
