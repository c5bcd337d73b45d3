#include "service/domain/small_groups.h"

#include <algorithm>
#include <cstdlib>

namespace nanolearn {
namespace {

// The rows with those right below each.
class Groups {
 public:
  Groups(absl::Span<const GroupRow> rows, int min_group_size)
      : rows_(rows), min_(min_group_size), children_(rows.size()), hidden_(rows.size()) {
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].parent >= 0) children_[rows[i].parent].push_back(static_cast<int>(i));
      hidden_[i] = rows[i].hidden || IsSmall(rows[i].people, rows[i].required, min_);
    }
  }

  std::vector<bool> Hide() {
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 0; i < rows_.size(); ++i) changed |= Visit(static_cast<int>(i));
    }
    return hidden_;
  }

 private:
  // Hides what must be hidden for row `i`; whether that was anything.
  bool Visit(int i) {
    if (rows_[i].parent >= 0 && hidden_[rows_[i].parent] && !hidden_[i]) return hidden_[i] = true;
    if (hidden_[i] || IsRestHidden(i)) return false;
    const int victim = SmallestShown(i);
    hidden_[victim >= 0 ? victim : i] = true;
    return true;
  }

  bool IsRestHidden(int i) const {
    int people = rows_[i].people, required = rows_[i].required, own = rows_[i].people, parts = 0;
    for (const int child : children_[i]) {
      own -= rows_[child].people;
      if (!hidden_[child]) {
        people -= rows_[child].people;
        required -= rows_[child].required;
      } else if (rows_[child].people > 0) {
        ++parts;
      }
    }
    if (parts == 0) return IsNoGroup(i, people) && IsNoGroup(i, required);
    // A reader knows that each hidden row is somebody: it takes one more for two possible values.
    return parts + (own > 0) >= 2 && people >= std::max(min_, parts + 1) && IsNoGroup(i, required);
  }

  bool IsNoGroup(int i, int rest) const {
    if (rows_[i].parts_are_all) rest = std::abs(rest);
    return rest <= 0 || rest >= min_;
  }

  // The smallest shown row right below; of those of one size the first. -1: none.
  int SmallestShown(int i) const {
    int smallest = -1;
    for (const int child : children_[i]) {
      if (hidden_[child] || rows_[child].people == 0) continue;
      if (smallest < 0 || rows_[child].people < rows_[smallest].people) smallest = child;
    }
    return smallest;
  }

  absl::Span<const GroupRow> rows_;
  const int min_;
  std::vector<std::vector<int>> children_;
  std::vector<bool> hidden_;
};

}  // namespace

bool IsSmall(int people, int required, int min_group_size) {
  return (people > 0 && people < min_group_size) || (required > 0 && required < min_group_size);
}

std::vector<bool> HiddenRows(absl::Span<const GroupRow> rows, int min_group_size) {
  return Groups(rows, min_group_size).Hide();
}

std::vector<bool> HiddenSubjects(absl::Span<const int> required, int min_group_size) {
  std::vector<bool> hidden(required.size());
  int count = 0;
  for (size_t i = 0; i < required.size(); ++i) {
    hidden[i] = IsSmall(0, required[i], min_group_size);
    count += hidden[i];
  }
  if (count == 0) return hidden;
  // Those hidden may be the same people: only a part that is no small group itself hides them well.
  int smallest = -1;
  for (size_t i = 0; i < required.size(); ++i) {
    if (hidden[i] || required[i] == 0) continue;
    if (smallest < 0 || required[i] < required[smallest]) smallest = static_cast<int>(i);
  }
  if (smallest >= 0) hidden[smallest] = true;
  return hidden;
}

}  // namespace nanolearn
