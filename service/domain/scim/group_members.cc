#include "service/domain/scim/group_members.h"

#include <utility>

#include "service/base/status_macros.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/user_resource.h"

namespace nanolearn::scim {
namespace {

using Kind = MemberChange::Kind;

constexpr size_t kShownBytes = 40;

bool IsMembers(const AttributePath& path) { return path.schema.empty() && path.name == "members"; }

// What a member is named by: an object with a value, or the value alone.
std::string NameOf(const Json& member) {
  return member.is_object() ? TextOf(member, "value") : AsText(member);
}

// To remove somebody who cannot be is no mistake: they are not there.
absl::StatusOr<std::vector<Id>> ReadIds(const Json& value, bool strict) {
  std::vector<Id> ids;
  const Json list = value.is_array() ? value : value.is_null() ? Json::array() : Json::array({value});
  for (const Json& member : list) {
    const std::optional<Id> id = ParseId(NameOf(member));
    if (id) ids.push_back(*id);
    if (!id && strict) {
      return InvalidValue("there is no user with the id '" + FirstBytes(NameOf(member), kShownBytes) +
                          "' to be a member");
    }
  }
  return ids;
}

absl::StatusOr<MemberChange> ReadRemoval(const PatchOperation& operation) {
  if (operation.path->where.empty()) {
    if (operation.value.is_null()) return MemberChange{.kind = Kind::kReplace};
    ASSIGN_OR_RETURN(std::vector<Id> ids, ReadIds(operation.value, false));
    return MemberChange{.kind = Kind::kRemove, .user_ids = std::move(ids)};
  }
  const Filter& where = operation.path->where.front();
  const auto one = where.kind == Filter::Kind::kCompare ? RequiredText(where, "value") : std::nullopt;
  if (!one) return MemberChange{.kind = Kind::kRemoveFitting, .where = {where}};
  ASSIGN_OR_RETURN(std::vector<Id> ids, ReadIds(*one, false));
  return MemberChange{.kind = Kind::kRemove, .user_ids = std::move(ids)};
}

absl::StatusOr<MemberChange> ReadChange(const PatchOperation& operation) {
  if (!operation.path->attribute.sub.empty()) return InvalidPath("the parts of a member cannot be changed");
  const bool adds = operation.kind == PatchOperation::Kind::kAdd;
  if (operation.kind == PatchOperation::Kind::kRemove) return ReadRemoval(operation);
  if (!operation.path->where.empty()) return InvalidPath("members are added without a filter");
  ASSIGN_OR_RETURN(std::vector<Id> ids, ReadIds(operation.value, true));
  return MemberChange{.kind = adds ? Kind::kAdd : Kind::kReplace, .user_ids = std::move(ids)};
}

}  // namespace

absl::StatusOr<std::vector<MemberChange>> TakeMemberChanges(std::vector<PatchOperation>& operations) {
  std::vector<MemberChange> changes;
  std::vector<PatchOperation> others;
  for (PatchOperation& operation : operations) {
    if (!IsMembers(operation.path->attribute)) {
      others.push_back(std::move(operation));
      continue;
    }
    ASSIGN_OR_RETURN(MemberChange change, ReadChange(operation));
    changes.push_back(std::move(change));
  }
  operations = std::move(others);
  return changes;
}

absl::StatusOr<std::vector<Id>> MembersOf(const Json& group) {
  const Json* const members = Find(group, "members");
  if (!members) return std::vector<Id>();
  return ReadIds(*members, true);
}

Json MemberJson(Id user_id) { return {{"value", FormatId(user_id)}, {"type", "User"}}; }

}  // namespace nanolearn::scim
