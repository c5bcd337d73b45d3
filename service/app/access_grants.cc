#include "service/app/access_grants.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/status_macros.h"
#include "service/domain/email_address.h"
#include "service/domain/errors/sign_in.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

std::vector<AccessGrantView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                                     const std::vector<AccessGrant>& grants) {
  absl::flat_hash_map<Id, std::string> codes;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) codes[unit.unit_id] = unit.code;
  std::vector<AccessGrantView> views;
  for (const AccessGrant& grant : grants) {
    views.push_back({grant, grant.unit_id == kNoId ? "" : codes[grant.unit_id]});
  }
  return views;
}

absl::Status CheckRequest(const NewAccessGrant& request, absl::Time now) {
  if (request.role == Role::kService) {
    return InvalidField("access_grant.role",
                        "must be one that people have; programs get a token: nanolearn tokens create");
  }
  if (!request.unit_code.empty() && !IsForUnits(request.role)) {
    return InvalidField("access_grant.unit", absl::StrCat("is for HR, MANAGER and AUDITOR; what ", RoleName(request.role),
                                                          " does concerns the whole organisation"));
  }
  if (request.expire_time && *request.expire_time <= now) {
    return InvalidField("access_grant.expire_time", "has passed already");
  }
  return absl::OkStatus();
}

// In small letters, since people write their address as they like when they sign in.
absl::StatusOr<std::string> ReadAddress(const std::string& text) {
  const std::optional<std::string> email = NormalizeEmailAddress(text);
  if (!email) return InvalidField("access_grant.email", "is no e-mail address");
  return absl::AsciiStrToLower(*email);
}

absl::StatusOr<RequestKey> KeyOf(const NewAccessGrant& request, const std::string& email,
                                 Id organisation_id) {
  return RequestKey::Make(
      request.request_id, "CreateAccessGrant",
      absl::StrCat(organisation_id, "\n", email, "\n", RoleName(request.role), "\n", request.unit_code, "\n",
                   absl::FormatTime(request.expire_time.value_or(absl::InfiniteFuture()))));
}

AuditEvent EventOf(const NewAccessGrant& request, const std::string& name) {
  AuditEvent event{.action = "CreateAccessGrant",
                   .resource = name,
                   .request_id = request.request_id,
                   .details = {{"role", std::string(RoleName(request.role))}}};
  if (!request.unit_code.empty()) event.details["unit"] = request.unit_code;
  if (request.expire_time) event.details["expire_time"] = AuditTimeText(*request.expire_time);
  return event;
}

}  // namespace

absl::StatusOr<AccessGrantView> AccessGrants::Create(const Caller& caller, const NewAccessGrant& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageGrants));
  const absl::Time now = env_.clock.Now();
  ASSIGN_OR_RETURN(const std::string email, ReadAddress(request.email));
  RETURN_IF_ERROR(CheckRequest(request, now));
  ASSIGN_OR_RETURN(const RequestKey key, KeyOf(request, email, org.id));
  AccessGrantView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    view = {};
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done) {
      const auto grant = tx.grants().Find(org.id, ParseId(*done).value_or(kNoId));
      if (!grant) return errors::AccessGrantNotFound(ResourceName(org.slug, "accessGrants", *done));
      view = ViewsOf(tx, org.id, {*grant}).front();
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Id unit_id, FindUnitId(tx, org.id, org.slug, request.unit_code));
    view = {{.id = env_.ids.Next(),
             .organisation_id = org.id,
             .email = email,
             .role = request.role,
             .unit_id = unit_id,
             .create_time = now,
             .created_by = caller.token.display_name,
             .expire_time = request.expire_time.value_or(absl::InfiniteFuture())},
            request.unit_code};
    tx.grants().Insert(view.grant);
    key.Remember(tx, org.id, FormatId(view.grant.id));
    Audit(tx, env_, org.id, caller.origin,
          EventOf(request, ResourceName(org.slug, "accessGrants", view.grant.id)));
    return absl::OkStatus();
  }));
  Forget();
  return view;
}

absl::StatusOr<AccessGrantList> AccessGrants::List(const Caller& caller, const std::string& organisation,
                                                   const PageRequest& request) {
  const std::string query = absl::StrCat("accessGrants\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageGrants));
  AccessGrantList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    list = {};
    std::vector<AccessGrant> grants = tx.grants().List(org.id, page.after_id(), page.size + 1);
    if (grants.size() > static_cast<size_t>(page.size)) {
      grants.pop_back();
      list.next_page_token = NextPageToken(query, grants.back().id);
    }
    list.grants = ViewsOf(tx, org.id, grants);
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<AccessGrantView> AccessGrants::Revoke(const Caller& caller, const std::string& organisation, Id id,
                                                     const std::string& request_id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageGrants));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "RevokeAccessGrant", absl::StrCat(org.id, "\n", id)));
  const absl::Time now = env_.clock.Now();
  AccessGrantView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    std::optional<AccessGrant> grant = tx.grants().Find(org.id, id);
    if (!grant) return errors::AccessGrantNotFound(ResourceName(org.slug, "accessGrants", id));
    if (!done) key.Remember(tx, org.id, "");
    if (grant->revoke_time == absl::InfiniteFuture()) {
      grant->revoke_time = now;
      tx.grants().SetRevokeTime(org.id, id, now);
      Audit(tx, env_, org.id, caller.origin,
            {.action = "RevokeAccessGrant",
             .resource = ResourceName(org.slug, "accessGrants", id),
             .request_id = request_id,
             .details = {{"role", std::string(RoleName(grant->role))}}});
    }
    view = ViewsOf(tx, org.id, {*grant}).front();
    return absl::OkStatus();
  }));
  Forget();
  return view;
}

void AccessGrants::Forget() {
  sign_ins_.Forget();
  bearer_tokens_.Forget();
}

}  // namespace nanolearn
