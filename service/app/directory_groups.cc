#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/app/directory.h"
#include "service/app/directory_resource.h"
#include "service/base/status_macros.h"
#include "service/domain/fold_case.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/group_members.h"
#include "service/domain/scim/user_resource.h"

namespace nanolearn {
namespace {

using scim::MemberChange;

absl::Status CheckUnique(const ReadTransaction& tx, Id organisation_id, const DirectoryGroup& group) {
  const auto taken = [&](DirectoryKey key, const std::string& value) {
    if (value.empty()) return false;
    for (const DirectoryGroup& other :
         tx.directory().Groups(organisation_id, {group.source_id, key, value, kNoId, 0, 2})) {
      if (other.id != group.id) return true;
    }
    return false;
  };
  if (taken(DirectoryKey::kDisplayName, group.display_name_key)) {
    return scim::NotUnique("another group has this displayName");
  }
  if (taken(DirectoryKey::kExternalId, group.external_id)) {
    return scim::NotUnique("another group has this externalId");
  }
  return absl::OkStatus();
}

absl::Status Accept(const Environment& env, const ReadTransaction& tx, const DirectoryScope& scope,
                    const scim::Json& resource, DirectoryGroup& group) {
  group.external_id = scim::TextOf(resource, "externalId");
  group.display_name_key = KeyOf(scim::TextOf(resource, "displayName"));
  group.resource = scim::Write(resource);
  group.update_time = env.clock.Now();
  return CheckUnique(tx, scope.organisation.id, group);
}

absl::StatusOr<DirectoryGroup> FindGroup(const ReadTransaction& tx, const DirectoryScope& scope,
                                         const std::string& id) {
  const std::optional<Id> parsed = ParseId(id);
  std::optional<DirectoryGroup> group =
      parsed ? tx.directory().FindGroup(scope.organisation.id, scope.source.id, *parsed) : std::nullopt;
  if (!group) return scim::NoResource("group", FirstBytes(id, 40));
  return *std::move(group);
}

absl::Status CheckExist(const ReadTransaction& tx, const DirectoryScope& scope,
                        const std::vector<Id>& user_ids) {
  const std::vector<Id> existing = tx.directory().Existing(scope.organisation.id, scope.source.id, user_ids);
  for (const Id id : user_ids) {
    if (std::binary_search(existing.begin(), existing.end(), id)) continue;
    return scim::InvalidValue(
        absl::StrCat("there is no user with the id '", FormatId(id), "' to be a member"));
  }
  return absl::OkStatus();
}

// Makes the members exactly these. Whether they were others.
bool SetMembers(WriteTransaction& tx, Id organisation_id, Id group_id, const std::vector<Id>& wanted) {
  const absl::flat_hash_set<Id> staying(wanted.begin(), wanted.end());
  std::vector<Id> gone;
  for (const Id id : tx.directory().Members(organisation_id, group_id)) {
    if (!staying.contains(id)) gone.push_back(id);
  }
  const int removed = tx.directory().RemoveMembers(organisation_id, group_id, gone);
  return tx.directory().AddMembers(organisation_id, group_id, wanted) + removed > 0;
}

absl::StatusOr<bool> Apply(WriteTransaction& tx, const DirectoryScope& scope, Id group_id,
                           const MemberChange& change) {
  const Id organisation_id = scope.organisation.id;
  switch (change.kind) {
    case MemberChange::Kind::kAdd:
      RETURN_IF_ERROR(CheckExist(tx, scope, change.user_ids));
      return tx.directory().AddMembers(organisation_id, group_id, change.user_ids) > 0;
    case MemberChange::Kind::kRemove:
      return tx.directory().RemoveMembers(organisation_id, group_id, change.user_ids) > 0;
    case MemberChange::Kind::kReplace:
      RETURN_IF_ERROR(CheckExist(tx, scope, change.user_ids));
      return SetMembers(tx, organisation_id, group_id, change.user_ids);
    case MemberChange::Kind::kRemoveFitting:
      break;
  }
  std::vector<Id> fitting;
  for (const Id id : tx.directory().Members(organisation_id, group_id)) {
    if (scim::Matches(change.where.front(), scim::MemberJson(id))) fitting.push_back(id);
  }
  return tx.directory().RemoveMembers(organisation_id, group_id, fitting) > 0;
}

// `change` changes the resource without members; `members` are done then. The group as it is afterwards,
// without members.
template <typename Change>
absl::StatusOr<DirectoryGroup> ChangeGroup(const Environment& env, WriteTransaction& tx, const Caller& caller,
                                           const std::string& id, ExpectedVersion version, Change change,
                                           const std::vector<MemberChange>& members) {
  tx.organisations().LockRoster(caller.token.organisation_id);
  ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
  ASSIGN_OR_RETURN(DirectoryGroup group, FindGroup(tx, scope, id));
  RETURN_IF_ERROR(CheckVersion(version, group.version));
  const scim::Json before = scim::Json::parse(group.resource, nullptr, false);
  scim::Json after = before;
  RETURN_IF_ERROR(change(after));
  RETURN_IF_ERROR(scim::NormaliseGroup(after));
  bool changed = after != before;
  for (const MemberChange& member_change : members) {
    ASSIGN_OR_RETURN(const bool did, Apply(tx, scope, group.id, member_change));
    changed |= did;
  }
  if (!changed) return group;
  ++group.version;
  RETURN_IF_ERROR(Accept(env, tx, scope, after, group));
  tx.directory().UpdateGroup(scope.organisation.id, group);
  Audit(tx, env, scope.organisation.id, caller.origin,
        EventOf("UpdateDirectoryGroup", scope.organisation, group));
  return group;
}

DirectoryResource WithMembers(const ReadTransaction& tx, Id organisation_id, const DirectoryGroup& group) {
  DirectoryResource resource = ResourceOf(group);
  AddMembers(tx.directory().Members(organisation_id, group.id), resource.json);
  return resource;
}

}  // namespace

absl::StatusOr<DirectoryResource> DirectoryGroups::Create(const Caller& caller, scim::Json resource) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  ASSIGN_OR_RETURN(const std::vector<Id> members, scim::MembersOf(resource));
  RETURN_IF_ERROR(scim::NormaliseGroup(resource));
  const Id id = env_.ids.Next();  // outside the transaction: a re-run recognises its own earlier try
  DirectoryResource answer;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(caller.token.organisation_id);
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    const Id organisation_id = scope.organisation.id;
    if (const auto done = tx.directory().FindGroup(organisation_id, scope.source.id, id)) {
      answer = WithMembers(tx, organisation_id, *done);
      return absl::OkStatus();
    }
    DirectoryGroup group{.id = id, .source_id = scope.source.id, .create_time = env_.clock.Now()};
    RETURN_IF_ERROR(Accept(env_, tx, scope, resource, group));
    RETURN_IF_ERROR(CheckExist(tx, scope, members));
    tx.directory().InsertGroup(organisation_id, group);
    tx.directory().AddMembers(organisation_id, id, members);
    Audit(tx, env_, organisation_id, caller.origin,
          EventOf("CreateDirectoryGroup", scope.organisation, group));
    answer = WithMembers(tx, organisation_id, group);
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<DirectoryResource> DirectoryGroups::Get(const Caller& caller, const std::string& id,
                                                       bool with_members) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  DirectoryResource answer;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    ASSIGN_OR_RETURN(const DirectoryGroup group, FindGroup(tx, scope, id));
    answer = with_members ? WithMembers(tx, scope.organisation.id, group) : ResourceOf(group);
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<DirectoryPage> DirectoryGroups::List(const Caller& caller, const DirectoryListQuery& query) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  std::optional<scim::Filter> filter;
  if (!query.filter.empty()) {
    ASSIGN_OR_RETURN(filter, scim::ParseFilter(query.filter));
  }
  DirectoryPage page;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    const Id organisation_id = scope.organisation.id;
    const auto read = [&](const DirectoryGroup& group, bool with_members) {
      return with_members ? WithMembers(tx, organisation_id, group).json : ResourceOf(group).json;
    };
    DirectoryQuery wanted{.source_id = scope.source.id, .skip = query.start_index - 1, .limit = query.count};
    if (!filter) {
      page = {.total = tx.directory().CountGroups(organisation_id, scope.source.id),
              .start_index = query.start_index};
      if (query.count == 0) return absl::OkStatus();
      for (const DirectoryGroup& group : tx.directory().Groups(organisation_id, wanted)) {
        page.resources.push_back(read(group, query.with_members));
      }
      return absl::OkStatus();
    }
    const DirectoryLookup lookup = GroupLookup(*filter);
    wanted.skip = 0;
    wanted.key = lookup.key;
    wanted.value = lookup.value;
    // Members are read only for what asks about them, or shows them.
    const bool asks_members = scim::Mentions(*filter, "members");
    page = FindPage(*filter, query, wanted, [&](const DirectoryQuery& next) {
      std::vector<Candidate> candidates;
      for (const DirectoryGroup& group : tx.directory().Groups(organisation_id, next)) {
        candidates.push_back({group.id, read(group, asks_members)});
      }
      return candidates;
    });
    for (scim::Json& group : page.resources) {
      if (!query.with_members) group.erase("members");
      if (!query.with_members || asks_members) continue;
      const Id id = ParseId(scim::TextOf(group, "id")).value_or(kNoId);
      AddMembers(tx.directory().Members(organisation_id, id), group);
    }
    return absl::OkStatus();
  }));
  return page;
}

absl::StatusOr<DirectoryResource> DirectoryGroups::Replace(const Caller& caller, const std::string& id,
                                                           scim::Json group, ExpectedVersion version) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  ASSIGN_OR_RETURN(std::vector<Id> members, scim::MembersOf(group));
  const std::vector<MemberChange> changes = {
      {.kind = MemberChange::Kind::kReplace, .user_ids = std::move(members)}};
  const auto replace = [&](scim::Json& resource) {
    resource = group;
    return absl::OkStatus();
  };
  DirectoryResource answer;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const DirectoryGroup changed,
                     ChangeGroup(env_, tx, caller, id, version, replace, changes));
    answer = WithMembers(tx, caller.token.organisation_id, changed);
    return absl::OkStatus();
  }));
  return answer;
}

absl::Status DirectoryGroups::Patch(const Caller& caller, const std::string& id, const scim::Json& patch,
                                    ExpectedVersion version) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  ASSIGN_OR_RETURN(std::vector<scim::PatchOperation> operations, scim::ParsePatch(patch));
  ASSIGN_OR_RETURN(const std::vector<MemberChange> members, scim::TakeMemberChanges(operations));
  const auto apply = [&](scim::Json& resource) { return scim::ApplyPatch(operations, resource); };
  return env_.store.Write([&](WriteTransaction& tx) {
    return ChangeGroup(env_, tx, caller, id, version, apply, members).status();
  });
}

absl::Status DirectoryGroups::Delete(const Caller& caller, const std::string& id, ExpectedVersion version) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  bool tried = false;  // a commit whose outcome is unknown is tried again
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(caller.token.organisation_id);
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    const absl::StatusOr<DirectoryGroup> group = FindGroup(tx, scope, id);
    if (!group.ok() && tried) return absl::OkStatus();
    RETURN_IF_ERROR(group.status());
    RETURN_IF_ERROR(CheckVersion(version, group->version));
    tried = true;
    tx.directory().DeleteGroup(scope.organisation.id, group->id);
    Audit(tx, env_, scope.organisation.id, caller.origin,
          EventOf("DeleteDirectoryGroup", scope.organisation, *group));
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
