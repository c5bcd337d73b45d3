#include "service/app/access.h"

#include <spdlog/spdlog.h>

#include "absl/strings/str_cat.h"
#include "service/base/secret.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kKeepToken = absl::Seconds(1);
constexpr size_t kMaxKnownTokens = 10000;

// A manager by the roster learns of people only from operations that look at who reports to them.
bool TellsOfPeople(Permission permission) {
  return permission == Permission::kReadPeople || permission == Permission::kReadAssignments ||
         permission == Permission::kReadCompletions;
}

Caller CallerWith(const Token& token) {
  return {.token = token, .origin = {.actor = {AuditActorType::kToken, token.id}}};
}

absl::Status CheckValid(const Token& token, absl::Time now) {
  if (now >= token.revoke_time) return errors::RevokedToken();
  if (now >= token.expire_time)
    return errors::ExpiredToken(absl::FormatTime(token.expire_time, absl::UTCTimeZone()));
  return absl::OkStatus();
}

// To the minute, so that a busy token costs one small write in a minute. What it was asked for is done whether this is written or not.
void NoteUse(const Environment& env, const Token& token, absl::Time now) {
  if (now - token.last_use_time < absl::Minutes(1)) return;
  const absl::Status status = env.store.Write([&](WriteTransaction& tx) {
    tx.tokens().SetLastUseTime(token.organisation_id, token.id, now);
    return absl::OkStatus();
  });
  if (!status.ok()) spdlog::warn("the use of a token could not be noted: {}", std::string(status.message()));
}

}  // namespace

Caller InternalCaller(const Organisation& organisation, absl::string_view display_name) {
  return {{.organisation_id = organisation.id, .display_name = std::string(display_name), .role = Role::kHr}};
}

absl::StatusOr<Caller> Authenticator::Authenticate(const std::string& secret) {
  if (secret.empty()) return errors::NoToken();
  if (!HasTokenForm(secret)) return errors::UnknownToken();  // nonsense costs no query
  const std::string hash = Sha256(secret);
  const absl::Time now = env_.clock.Now();
  {
    const std::lock_guard lock(mutex_);
    const auto it = known_.find(hash);
    if (it != known_.end() && now >= it->second.read_time && now - it->second.read_time < kKeepToken) {
      RETURN_IF_ERROR(CheckValid(it->second.token, now));
      return CallerWith(it->second.token);
    }
  }
  std::optional<Token> token;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    token = tx.tokens().FindByHash(hash);
    return absl::OkStatus();
  }));
  if (!token) return errors::UnknownToken();
  RETURN_IF_ERROR(CheckValid(*token, now));
  NoteUse(env_, *token, now);
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnownTokens) known_.clear();
  known_[hash] = {*token, now};
  return CallerWith(*token);
}

void Authenticator::Forget() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

absl::StatusOr<Organisation> Authorise(const ReadTransaction& tx, const Caller& caller,
                                       const std::string& slug, Permission permission) {
  if (caller.token.source_id != kNoId) return errors::DirectoryOnly();
  if (!RoleAllows(caller.token.role, permission)) return errors::RoleNotAllowed(RoleName(caller.token.role));
  if (caller.manager_id != kNoId && TellsOfPeople(permission)) return errors::OutsideLine();
  const std::optional<Organisation> organisation = tx.organisations().Find(slug);
  const bool installation = caller.token.organisation_id == kNoId;
  if (!installation && (!organisation || organisation->id != caller.token.organisation_id)) {
    return errors::OrganisationNotAllowed();
  }
  if (!organisation) return errors::NotFound("organisation", OrganisationName(slug));
  return *organisation;
}

absl::StatusOr<Organisation> AuthoriseIn(const ReadTransaction& tx, const Caller& caller,
                                         const std::string& slug, Permission permission) {
  absl::StatusOr<Organisation> organisation = Authorise(tx, caller, slug, permission);
  if (organisation.ok() && caller.token.unit_id != kNoId) return errors::NeedsWholeOrganisation();
  return organisation;
}

absl::StatusOr<Organisation> AuthoriseWhole(const Environment& env, const Caller& caller,
                                            const std::string& slug, Permission permission) {
  absl::StatusOr<Organisation> organisation = absl::UnknownError("not run");
  RETURN_IF_ERROR(env.store.Read([&](const ReadTransaction& tx) {
    organisation = AuthoriseIn(tx, caller, slug, permission);
    return organisation.status();
  }));
  return organisation;
}

absl::StatusOr<int> ScopeNode(const Caller& caller, const Organisation& organisation, const UnitTree& tree,
                              const std::string& unit_code) {
  const int limit = caller.token.unit_id == kNoId ? -1 : tree.NodeOf(caller.token.unit_id);
  // A unit that does not exist on the day counts in the one above it, which the token must not open.
  const bool has_limit = limit >= 0 && tree.nodes()[limit].unit->unit_id == caller.token.unit_id;
  if (caller.token.unit_id != kNoId && !has_limit) return errors::OutsideUnit();
  if (unit_code.empty()) return limit >= 0 ? limit : (tree.nodes().empty() ? -1 : 0);
  for (size_t node = 0; node < tree.nodes().size(); ++node) {
    if (tree.nodes()[node].unit->code != unit_code) continue;
    if (limit >= 0 && !tree.IsWithin(static_cast<int>(node), limit)) return errors::OutsideUnit();
    return static_cast<int>(node);
  }
  if (limit >= 0) return errors::OutsideUnit();
  return errors::NotFound("unit", UnitName(organisation.slug, unit_code));
}

std::vector<Id> UnitIdsBelow(const UnitTree& tree, int node) {
  const bool is_everything =
      node < 0 || (node == 0 && tree.nodes()[0].end == static_cast<int>(tree.nodes().size()));
  return is_everything ? std::vector<Id>() : tree.UnitsWithin(node);
}

std::vector<Id> UnitIdsFor(const Caller& caller, const UnitTree& tree, int node) {
  return caller.token.unit_id == kNoId || node < 0 ? UnitIdsBelow(tree, node) : tree.UnitsWithin(node);
}

absl::TimeZone ZoneOf(const Organisation& organisation) {
  absl::TimeZone zone;
  absl::LoadTimeZone(organisation.time_zone, &zone);  // checked when the organisation was made
  return zone;
}

Date Today(const Environment& env, const Organisation& organisation) {
  return DayOf(env.clock.Now(), ZoneOf(organisation));
}

}  // namespace nanolearn
