#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "service/app/environment.h"

namespace nanolearn {

// Moves changes of figures from where they are written to where they are read, a few at a time, and tells of
// the completions that made them. Any number of servers may do so at once: the organisation's state is
// locked. Thread-safe.
class FigureFolder {
 public:
  explicit FigureFolder(const Environment& env) : env_(env) {}

  // The organisations for which there is something to do.
  absl::StatusOr<std::vector<Id>> Waiting();
  // Folds some changes of the organisation in one transaction; returns how many.
  absl::StatusOr<int> FoldSome(Id organisation_id);

 private:
  Environment env_;
};

}  // namespace nanolearn
