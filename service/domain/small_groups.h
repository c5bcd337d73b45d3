#pragma once
// Keeping small groups out of what is shown, also from arithmetic with what stands beside them.

#include <vector>

#include "absl/types/span.h"

namespace nanolearn {

// A group of people in an answer and the row of which it is a part.
struct GroupRow {
  int parent = -1;  // its place in the list, before the row itself; -1: none
  int people = 0;
  int required = 0;            // of the people, those of whom the figures tell
  bool hidden = false;         // already, for another reason
  bool parts_are_all = false;  // everybody in it is in some row below, so that an overlap can be told too
};

// Whether a group of so many people, of whom so many are required, must not be shown.
bool IsSmall(int people, int required, int min_group_size);

// Which of the rows must be hidden: small ones, everything below a hidden row, and as many others as it takes
// that what can be taken from what is shown is never a small group nor tells what a hidden row holds. Empty
// rows are hidden only below hidden ones. A list with a total is a tree with the total at its top. The same
// rows give the same answer, so that an answer about a part of a tree must be taken from that for the whole.
//
// What can be taken from a shown row and the shown rows right below it is the rest: the hidden parts and
// those of its people who are in no part. The rest is hidden well when it is nobody, or at least
// `min_group_size` people (and as many or none required) in at least two parts.
std::vector<bool> HiddenRows(absl::Span<const GroupRow> rows, int min_group_size);

// The same for parts that share people and whose figures do not add up to those of a total, but whose
// assignments do: modules, programmes, topics. `required` of each; the total is shown.
std::vector<bool> HiddenSubjects(absl::Span<const int> required, int min_group_size);

}  // namespace nanolearn
