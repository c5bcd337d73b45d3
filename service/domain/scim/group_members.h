#pragma once
// The members of a group are kept apart from the rest of it: one more in a group of thousands must not cost
// all of them.

#include <vector>

#include "absl/status/statusor.h"
#include "service/base/id.h"
#include "service/domain/scim/patch.h"

namespace nanolearn::scim {

struct MemberChange {
  enum class Kind { kAdd, kRemove, kRemoveFitting, kReplace };
  Kind kind = Kind::kAdd;
  std::vector<Id> user_ids;   // not of kRemoveFitting
  std::vector<Filter> where;  // of kRemoveFitting: one
};

// Takes the operations on `members` out of a patch.
absl::StatusOr<std::vector<MemberChange>> TakeMemberChanges(std::vector<PatchOperation>& operations);

// Of a whole group. invalidValue for what names nobody.
absl::StatusOr<std::vector<Id>> MembersOf(const Json& group);

// As they are answered, and as a filter sees them.
Json MemberJson(Id user_id);

}  // namespace nanolearn::scim
