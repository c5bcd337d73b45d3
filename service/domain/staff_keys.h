#pragma once
// What the rows of a file are to each other: the same, or sharers of a key.

#include <functional>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "service/domain/staff_row.h"

namespace nanolearn {

// Recognises rows that say the same, however they spell it; which line they are on does not matter.
class SeenRows {
 public:
  // Looks into `rows` and must not outlive it; at its end they may grow.
  SeenRows(const StaffRows& rows, size_t expected);

  // The line of the earlier row that says the same as the last of `rows`, if there is one. That one is then
  // not remembered and better taken out again.
  std::optional<int> AddLast();

 private:
  struct Hash {
    const StaffRows* rows;
    size_t operator()(size_t i) const;
  };
  struct Equal {
    const StaffRows* rows;
    bool operator()(size_t i, size_t j) const;
  };

  const StaffRows& rows_;
  absl::flat_hash_set<size_t, Hash, Equal> seen_;
};

// Whether both say the same of the same engagement, whatever line they are on.
bool SaySame(const StaffRecord& a, const StaffRecord& b);

// Numbers the rows that share a key: the first by (from, unit code, role) keeps it, the second is called
// "KEY#2", the third "KEY#3". All rows that share a key must be among `rows`. `is_taken` tells of keys of
// rows that are not.
void MakeKeysUnique(StaffRows& rows);
void MakeKeysUnique(StaffRows& rows, const std::function<bool(absl::string_view)>& is_taken);

}  // namespace nanolearn
