#pragma once

#include <string>

#include "service/app/people.h"

namespace nanolearn {

struct PersonMerge {
  std::string organisation;
  Id person_id = kNoId;         // who goes on
  Id merged_person_id = kNoId;  // who is the same human
  std::string request_id;
  bool validate_only = false;
};

struct PersonMergeResult {
  PersonView person;
  int engagements_moved = 0, assignments_moved = 0, completions_moved = 0;
  int assignments_set_aside = 0;
};

struct MergeUndo {
  std::string organisation;
  Id merged_person_id = kNoId;
  std::string request_id;
};

struct MergeUndoResult {
  PersonView person;    // who went on
  PersonView restored;  // who is a person of their own again
};

// Two rows that are one human, and one row that were two. The errors are those of person_service.proto.
// Thread-safe.
class PersonMerges {
 public:
  explicit PersonMerges(const Environment& env) : env_(env) {}
  absl::StatusOr<PersonMergeResult> Merge(const Caller& caller, const PersonMerge& merge);
  absl::StatusOr<MergeUndoResult> Undo(const Caller& caller, const MergeUndo& undo);

 private:
  Environment env_;
};

}  // namespace nanolearn
