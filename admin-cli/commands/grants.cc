#include "admin-cli/commands/grants.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/access_grant_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::AccessGrant;
using v1::AccessGrantService;

const ColumnsOf<AccessGrant>& Columns() {
  static const auto* const kColumns = new ColumnsOf<AccessGrant>{
      {{"grant", "Grant", Type::kWhole}, [](const AccessGrant& g) { return ShortId(g.name()); }},
      {{"email", "Email", Type::kWhole}, [](const AccessGrant& g) { return g.email(); }},
      {{"role", "Role", Type::kEnum}, [](const AccessGrant& g) { return EnumText(g.role()); }},
      {{"unit", "Unit"}, [](const AccessGrant& g) { return Optional(ShortId(g.unit())); }},
      {{"created", "Created", Type::kTime},
       [](const AccessGrant& g) { return Instant(g.has_create_time(), g.create_time()); }},
      {{"created_by", "By"}, [](const AccessGrant& g) { return g.created_by(); }},
      {{"expires", "Expires", Type::kTime},
       [](const AccessGrant& g) { return Instant(g.has_expire_time(), g.expire_time()); }},
      {{"revoked", "Revoked", Type::kTime},
       [](const AccessGrant& g) { return Instant(g.has_revoke_time(), g.revoke_time()); }}};
  return *kColumns;
}

struct CreateOptions {
  std::string email, role, unit, expires, request_id;
};

absl::StatusOr<v1::CreateAccessGrantRequest> RequestOf(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CreateAccessGrantRequest request;
  request.set_parent(names.parent());
  AccessGrant& grant = *request.mutable_access_grant();
  grant.set_email(options.email);
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Role>(options.role));
  grant.set_role(role);
  ASSIGN_OR_RETURN(*grant.mutable_unit(), names.Unit(options.unit));
  if (!options.expires.empty()) {
    ASSIGN_OR_RETURN(const absl::Time expires, ParseExpiry(options.expires, absl::Now()));
    *grant.mutable_expire_time() = ToTimestamp(expires);
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  return request;
}

absl::Status Create(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::CreateAccessGrantRequest request, RequestOf(options, context));
  ASSIGN_OR_RETURN(const AccessGrant grant, context.client.Call<AccessGrantService>(
                                                &AccessGrantService::Stub::CreateAccessGrant, request));
  context.AnswerOne(Columns(), grant);
  context.Note(absl::StrCat(grant.email(), " may sign in now, by asking for a link at /sign-in."));
  return absl::OkStatus();
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListAccessGrantsRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto grants,
                   ListAll<AccessGrantService>(context, &AccessGrantService::Stub::ListAccessGrants, request,
                                               &v1::ListAccessGrantsResponse::access_grants, options.limit));
  context.AnswerList(Columns(), grants,
                     "Nobody has been given access. Managers by the staff list need no grant.");
  return absl::OkStatus();
}

struct RevokeOptions {
  std::string id, request_id;
  bool yes = false;
};

absl::Status Revoke(const RevokeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RevokeAccessGrantRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.AccessGrant(options.id));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(absl::StrCat("Revoke grant ", options.id,
                                         "? What it gives ends at once, also for whoever is signed in."),
                            context));
  }
  ASSIGN_OR_RETURN(const AccessGrant grant,
                   SendChange<AccessGrantService>(&AccessGrantService::Stub::RevokeAccessGrant, request,
                                                  options.request_id, context));
  context.AnswerOne(Columns(), grant);
  context.Note(absl::StrCat("Revoked what ", grant.email(), " had as ", EnumText(grant.role()), "."));
  return absl::OkStatus();
}

}  // namespace

void AddGrants(CommandLine& line) {
  Noun noun = line.AddNoun("grants", "Who may sign in on the web, beside managers by the staff list");

  Verb create = noun.AddVerb({"create", "Let somebody sign in by a link to their address",
                              "grants create --email karin.ek@alvnas.se --role author --expires 2027-12-31"});
  auto& created = create.Runs(Create);
  create.Option(created.email, "--email", "ADDRESS", "Where the link goes", Need::kRequired);
  create.Option(created.role, "--role", "ROLE", "admin, hr, author, manager or auditor", Need::kRequired);
  create.Option(created.unit, "--unit", "CODE", "Of hr, manager and auditor: this unit and below; else all of it");
  create.Option(created.expires, "--expires", "WHEN",
                "2026-12-31 (the end of that day in UTC), a time by RFC 3339, or 30d; never without it");
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the grants, also those that are over", "grants list"});
  list.Limit(list.Runs(List).limit);

  Verb revoke =
      noun.AddVerb({"revoke", "Take back what somebody was given", "grants revoke 01jd8y3kq4m2n --yes"});
  auto& revoked = revoke.Runs(Revoke);
  revoke.Argument(revoked.id, "ID", "The grant, as grants list shows it");
  revoke.Yes(revoked.yes);
  revoke.RequestId(revoked.request_id);
}

}  // namespace nanolearn::cli
