#include <utility>

#include "absl/strings/str_cat.h"
#include "service/app/directory.h"
#include "service/app/directory_resource.h"
#include "service/app/directory_sync.h"
#include "service/base/status_macros.h"
#include "service/domain/fold_case.h"
#include "service/domain/personnummer.h"
#include "service/domain/scim/error.h"
#include "service/domain/scim/patch.h"
#include "service/domain/scim/user_resource.h"

namespace nanolearn {
namespace {

constexpr size_t kEmailBytes = 254;

// Of the user as it is to become.
absl::Status CheckUnique(const ReadTransaction& tx, Id organisation_id, const DirectoryUser& user) {
  const auto taken = [&](DirectoryKey key, const std::string& value) {
    if (value.empty()) return false;
    for (const DirectoryUser& other :
         tx.directory().Users(organisation_id, {user.source_id, key, value, kNoId, 0, 2})) {
      if (other.id != user.id) return true;
    }
    return false;
  };
  if (taken(DirectoryKey::kUserName, user.user_name_key)) {
    return scim::NotUnique("another user has this userName");
  }
  if (taken(DirectoryKey::kExternalId, user.external_id)) {
    return scim::NotUnique("another user has this externalId");
  }
  return absl::OkStatus();
}

void SetKeys(const scim::UserFacts& facts, DirectoryUser& user) {
  user.active = facts.active;
  user.user_name_key = KeyOf(facts.user_name);
  user.external_id = facts.external_id;
  user.employee_number = facts.employee_number;
  user.email_key = facts.has_several_emails ? DirectoryUser::kManyEmails
                                            : FirstBytes(KeyOf(facts.work_email), kEmailBytes);
  user.display_name_key = KeyOf(facts.display_name);
}

// Ten digits alone may be an employee number.
bool IsPersonnummer(const std::string& text, Date today) {
  const bool is_bare = text.size() == 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return !is_bare && NormalizePersonnummer(text, today).ok();
}

// What a directory calls its users is kept as it is, and shown: it must not be their personnummer.
absl::Status CheckNumbers(const scim::UserFacts& facts, Date today) {
  for (const auto& [name, value] :
       {std::pair("externalId", &facts.external_id), std::pair("employeeNumber", &facts.employee_number)}) {
    if (!IsPersonnummer(*value, today)) continue;
    return scim::InvalidValue(
        absl::StrCat("'", name, "' is a personnummer, which is not taken here; map another attribute to it"));
  }
  return absl::OkStatus();
}

// Takes what the directory says now, normalised, and lets the roster follow: whether it has changed.
absl::StatusOr<bool> Accept(const Environment& env, WriteTransaction& tx, const DirectoryScope& scope,
                    const scim::Json& resource, bool was_active, DirectoryUser& user) {
  const scim::UserFacts facts = scim::FactsOf(resource);
  SetKeys(facts, user);
  RETURN_IF_ERROR(CheckNumbers(facts, Today(env, scope.organisation)));
  user.resource = scim::Write(resource);
  RETURN_IF_ERROR(CheckUnique(tx, scope.organisation.id, user));
  DirectorySync sync(env, tx, scope);
  if (user.active) {
    RETURN_IF_ERROR(sync.State(user, facts));
  } else if (was_active) {
    sync.Leave(user);
  }
  return sync.has_written();
}

absl::StatusOr<DirectoryUser> FindLive(const ReadTransaction& tx, const DirectoryScope& scope,
                                       const std::string& id) {
  const std::optional<Id> parsed = ParseId(id);
  std::optional<DirectoryUser> user =
      parsed ? tx.directory().FindUser(scope.organisation.id, scope.source.id, *parsed) : std::nullopt;
  if (!user || user->deleted) return scim::NoResource("user", FirstBytes(id, 40));
  return *std::move(user);
}

// Runs `change` on the user's resource. Whatever is said of an active user, the roster follows all of it:
// its last word may have been taken back here.
template <typename Change>
absl::StatusOr<DirectoryResource> ChangeUser(const Environment& env, const Caller& caller,
                                             const std::string& id, ExpectedVersion version, Change change) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  DirectoryResource answer;
  RETURN_IF_ERROR(env.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(caller.token.organisation_id);
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    ASSIGN_OR_RETURN(DirectoryUser user, FindLive(tx, scope, id));
    RETURN_IF_ERROR(CheckVersion(version, user.version));
    const scim::Json before = scim::Json::parse(user.resource, nullptr, false);
    scim::Json after = before;
    RETURN_IF_ERROR(change(after));
    scim::KeepActive(before, after);
    RETURN_IF_ERROR(scim::NormaliseUser(after));
    const bool is_new = after != before;
    if (is_new) {
      ++user.version;
      user.update_time = env.clock.Now();
    }
    if (is_new || user.active) {
      ASSIGN_OR_RETURN(const bool moved, Accept(env, tx, scope, after, user.active, user));
      tx.directory().UpdateUser(scope.organisation.id, user);
      if (is_new || moved) {
        Audit(tx, env, scope.organisation.id, caller.origin,
              EventOf("UpdateDirectoryUser", scope.organisation, user));
      }
    }
    answer = ResourceOf(user);
    return absl::OkStatus();
  }));
  return answer;
}

}  // namespace

absl::StatusOr<DirectoryResource> DirectoryUsers::Create(const Caller& caller, scim::Json resource) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  RETURN_IF_ERROR(scim::NormaliseUser(resource));
  const Id id = env_.ids.Next();  // outside the transaction: a re-run recognises its own earlier try
  DirectoryResource answer;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(caller.token.organisation_id);
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    if (const auto done = tx.directory().FindUser(scope.organisation.id, scope.source.id, id)) {
      answer = ResourceOf(*done);
      return absl::OkStatus();
    }
    DirectoryUser user{.id = id, .source_id = scope.source.id, .create_time = env_.clock.Now()};
    user.update_time = user.create_time;
    RETURN_IF_ERROR(Accept(env_, tx, scope, resource, false, user).status());
    tx.directory().InsertUser(scope.organisation.id, user);
    Audit(tx, env_, scope.organisation.id, caller.origin,
          EventOf("CreateDirectoryUser", scope.organisation, user));
    answer = ResourceOf(user);
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<DirectoryResource> DirectoryUsers::Get(const Caller& caller, const std::string& id) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  DirectoryResource answer;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    ASSIGN_OR_RETURN(const DirectoryUser user, FindLive(tx, scope, id));
    answer = ResourceOf(user);
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<DirectoryPage> DirectoryUsers::List(const Caller& caller, const DirectoryListQuery& query) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  std::optional<scim::Filter> filter;
  if (!query.filter.empty()) {
    ASSIGN_OR_RETURN(filter, scim::ParseFilter(query.filter));
  }
  DirectoryPage page;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    const Id organisation = scope.organisation.id;
    DirectoryQuery wanted{.source_id = scope.source.id, .skip = query.start_index - 1, .limit = query.count};
    if (!filter) {
      page = {.total = tx.directory().CountUsers(organisation, scope.source.id),
              .start_index = query.start_index};
      if (query.count == 0) return absl::OkStatus();
      for (const DirectoryUser& user : tx.directory().Users(organisation, wanted)) {
        page.resources.push_back(ResourceOf(user).json);
      }
      return absl::OkStatus();
    }
    const DirectoryLookup lookup = UserLookup(*filter);
    wanted.skip = 0;
    wanted.key = lookup.key;
    wanted.value = lookup.value;
    page = FindPage(*filter, query, wanted, [&](const DirectoryQuery& next) {
      std::vector<Candidate> candidates;
      for (const DirectoryUser& user : tx.directory().Users(organisation, next)) {
        candidates.push_back({user.id, ResourceOf(user).json});
      }
      return candidates;
    });
    return absl::OkStatus();
  }));
  return page;
}

absl::StatusOr<DirectoryResource> DirectoryUsers::Replace(const Caller& caller, const std::string& id,
                                                          scim::Json user, ExpectedVersion version) {
  return ChangeUser(env_, caller, id, version, [&](scim::Json& resource) {
    resource = user;
    return absl::OkStatus();
  });
}

absl::StatusOr<DirectoryResource> DirectoryUsers::Patch(const Caller& caller, const std::string& id,
                                                        const scim::Json& patch, ExpectedVersion version) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  ASSIGN_OR_RETURN(const std::vector<scim::PatchOperation> operations, scim::ParsePatch(patch));
  return ChangeUser(env_, caller, id, version,
                    [&](scim::Json& resource) { return scim::ApplyPatch(operations, resource); });
}

absl::Status DirectoryUsers::Delete(const Caller& caller, const std::string& id, ExpectedVersion version) {
  RETURN_IF_ERROR(CheckDirectoryToken(caller));
  bool tried = false;  // a commit whose outcome is unknown is tried again
  return env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    tx.organisations().LockRoster(caller.token.organisation_id);
    ASSIGN_OR_RETURN(const DirectoryScope scope, OpenDirectory(tx, caller));
    absl::StatusOr<DirectoryUser> found = FindLive(tx, scope, id);
    if (!found.ok() && tried) return absl::OkStatus();
    RETURN_IF_ERROR(found.status());
    DirectoryUser& user = *found;
    RETURN_IF_ERROR(CheckVersion(version, user.version));
    tried = true;
    if (user.person_id == kNoId) {
      tx.directory().DeleteUser(scope.organisation.id, user.id);
      Audit(tx, env_, scope.organisation.id, caller.origin, EventOf("DeleteDirectoryUser", scope.organisation, user));
      return absl::OkStatus();
    }
    // What is needed to know the person again stays.
    user.deleted = true;
    user.active = false;
    user.user_name_key.clear();
    user.email_key.clear();
    user.display_name_key.clear();
    user.resource = "{}";
    ++user.version;
    user.update_time = env_.clock.Now();
    DirectorySync(env_, tx, scope).Leave(user);
    tx.directory().UpdateUser(scope.organisation.id, user);
    tx.directory().RemoveFromGroups(scope.organisation.id, user.id);
    Audit(tx, env_, scope.organisation.id, caller.origin,
          EventOf("DeleteDirectoryUser", scope.organisation, user));
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
