#include "service/domain/unit_tree.h"

#include <algorithm>

namespace nanolearn {
namespace {

using Children = absl::flat_hash_map<Id, std::vector<const UnitVersion*>>;

void SortByCode(Children& children) {
  for (auto& [parent, units] : children) {
    std::sort(units.begin(), units.end(),
              [](const UnitVersion* a, const UnitVersion* b) { return a->code < b->code; });
  }
}

// Of a unit that does not exist on the day: the last place it had before, or else the first it will have, or
// else the last it was to have but never had.
bool IsBetterPlace(const UnitVersion& unit, const UnitVersion& best, Date day) {
  const auto rank = [day](const UnitVersion& v) { return v.valid.empty() ? 0 : v.valid.from > day ? 1 : 2; };
  if (rank(unit) != rank(best)) return rank(unit) > rank(best);
  return rank(unit) == 1 ? unit.valid.from < best.valid.from : unit.valid.from > best.valid.from;
}

}  // namespace

UnitTree::UnitTree(absl::Span<const UnitVersion> versions, Date day) {
  absl::flat_hash_map<Id, const UnitVersion*> present;
  for (const UnitVersion& unit : versions) {
    if (unit.valid.Contains(day)) present[unit.unit_id] = &unit;
  }
  absl::flat_hash_map<Id, const UnitVersion*> absent;
  for (const UnitVersion& unit : versions) {
    if (present.contains(unit.unit_id)) continue;
    const UnitVersion*& best = absent[unit.unit_id];
    if (!best || IsBetterPlace(unit, *best, day)) best = &unit;
  }
  for (const auto& [id, unit] : absent) parent_of_absent_[id] = unit->parent_id;

  Children children;
  for (const auto& [id, unit] : present) {
    Id parent = unit->parent_id;
    for (int steps = 0; parent != kNoId && !present.contains(parent) && steps < 100; ++steps) {
      const auto it = parent_of_absent_.find(parent);
      parent = it == parent_of_absent_.end() ? kNoId : it->second;
    }
    children[parent].push_back(unit);
  }
  SortByCode(children);
  nodes_.reserve(present.size());
  if (const auto roots = children.find(kNoId); roots != children.end()) {
    for (const UnitVersion* root : roots->second) Append(children, root, -1, 0);
  }
}

void UnitTree::Append(const Children& children, const UnitVersion* unit, int parent, int depth) {
  const int index = static_cast<int>(nodes_.size());
  nodes_.push_back({unit, parent, depth, index + 1});
  node_of_[unit->unit_id] = index;
  if (const auto below = children.find(unit->unit_id); below != children.end()) {
    for (const UnitVersion* child : below->second) Append(children, child, index, depth + 1);
  }
  nodes_[index].end = static_cast<int>(nodes_.size());
}

int UnitTree::NodeOf(Id unit_id) const {
  for (int steps = 0; unit_id != kNoId && steps < 100; ++steps) {
    if (const auto it = node_of_.find(unit_id); it != node_of_.end()) return it->second;
    const auto up = parent_of_absent_.find(unit_id);
    if (up == parent_of_absent_.end()) return -1;
    unit_id = up->second;
  }
  return -1;
}

Id UnitTree::ParentOf(Id unit_id) const {
  if (const auto it = node_of_.find(unit_id); it != node_of_.end()) return nodes_[it->second].unit->parent_id;
  const auto it = parent_of_absent_.find(unit_id);
  return it == parent_of_absent_.end() ? kNoId : it->second;
}

bool UnitTree::Covers(Id above_id, Id unit_id) const {
  const int node = NodeOf(unit_id);
  if (node < 0) return false;
  if (const auto above = node_of_.find(above_id); above != node_of_.end())
    return IsWithin(node, above->second);
  for (int steps = 0; unit_id != kNoId && steps < 100; ++steps) {
    if (unit_id == above_id) return true;
    unit_id = ParentOf(unit_id);
  }
  return false;
}

std::vector<Id> UnitTree::UnitsWithin(int node) const {
  std::vector<Id> ids;
  for (int i = node; i < nodes_[node].end; ++i) ids.push_back(nodes_[i].unit->unit_id);
  for (const auto& [id, parent] : parent_of_absent_) {
    if (const int at = NodeOf(id); at >= 0 && IsWithin(at, node)) ids.push_back(id);
  }
  return ids;
}

UnitHistory::UnitHistory(std::vector<UnitVersion> versions) : versions_(std::move(versions)) {
  for (const UnitVersion& unit : versions_) {
    if (unit.valid.empty()) continue;
    if (unit.valid.from > kFirstDate) change_days_.push_back(unit.valid.from);
    if (unit.valid.to < kNoEnd) change_days_.push_back(unit.valid.to);
  }
  std::sort(change_days_.begin(), change_days_.end());
  change_days_.erase(std::unique(change_days_.begin(), change_days_.end()), change_days_.end());
}

const UnitTree& UnitHistory::On(Date day) const {
  const auto next = std::upper_bound(change_days_.begin(), change_days_.end(), day);
  const Date since = next == change_days_.begin() ? kFirstDate : *std::prev(next);
  std::unique_ptr<UnitTree>& tree = trees_[since];
  if (!tree) tree = std::make_unique<UnitTree>(versions_, since);
  return *tree;
}

}  // namespace nanolearn
