#include "service/app/tokens.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/audit.h"
#include "service/app/idempotency.h"
#include "service/app/lookup.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/access.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

constexpr absl::Duration kMaxOverlap = absl::Hours(24 * 30);

// Whose tokens are meant.
struct TokenScope {
  Id organisation_id = kNoId;
  std::string slug;  // empty: the installation

  std::string Name(Id id) const {
    return slug.empty() ? absl::StrCat("tokens/", FormatId(id)) : ResourceName(slug, "tokens", id);
  }
};

std::vector<TokenView> ViewsOf(const ReadTransaction& tx, Id organisation_id,
                               const std::vector<Token>& tokens) {
  absl::flat_hash_map<Id, std::string> codes;
  for (const UnitVersion& unit : tx.units().Versions(organisation_id)) codes[unit.unit_id] = unit.code;
  absl::flat_hash_map<Id, std::string> sources;
  for (const Source& source : tx.sources().List(organisation_id)) sources[source.id] = source.name;
  std::vector<TokenView> views;
  for (const Token& token : tokens) {
    views.push_back({token, token.unit_id == kNoId ? "" : codes[token.unit_id],
                     token.source_id == kNoId ? "" : sources[token.source_id]});
  }
  return views;
}

// The directory's source; one of this name that has said nothing yet becomes one.
absl::StatusOr<Id> FindOrMakeDirectory(const Environment& env, WriteTransaction& tx, Id organisation_id,
                                       const std::string& name) {
  if (name.empty()) return kNoId;
  std::optional<Source> source = tx.sources().Find(organisation_id, name);
  if (!source) {
    source = Source{.id = env.ids.Next(), .name = name, .kind = SourceKind::kDirectory};
    tx.sources().Insert(organisation_id, *source);
  }
  if (source->kind == SourceKind::kDirectory) return source->id;
  const bool has_run = source->last_effective ||
                       !tx.sync_runs().List(organisation_id, {.source_id = source->id, .limit = 1}).empty();
  if (has_run) {
    return InvalidField(
        "token.source",
        absl::StrCat("'", name, "' is a source of files; give the directory a name of its own"));
  }
  source->kind = SourceKind::kDirectory;
  ++source->version;
  tx.sources().Update(organisation_id, *source);
  return source->id;
}

absl::Status CheckDirectoryRequest(const NewTokenRequest& request) {
  if (request.source.empty()) return absl::OkStatus();
  if (!IsSlug(request.source)) return InvalidField("token.source", "is 1 to 40 of a-z, 0-9 and -");
  if (!request.unit_code.empty()) {
    return InvalidField("token.unit", "must be empty: a directory is for the whole organisation");
  }
  if (!RoleAllows(request.role, Permission::kSyncPeople)) {
    return InvalidField("token.role", "must be HR or ADMIN for a directory, which changes the staff list");
  }
  return absl::OkStatus();
}

absl::StatusOr<TokenScope> AuthoriseTokens(const Environment& env, const Caller& caller,
                                           const std::string& organisation) {
  if (!organisation.empty()) {
    ASSIGN_OR_RETURN(const Organisation org, AuthoriseWhole(env, caller, organisation, Permission::kManageTokens));
    return TokenScope{org.id, org.slug};
  }
  if (caller.token.organisation_id != kNoId) return errors::OrganisationNotAllowed();
  if (!RoleAllows(caller.token.role, Permission::kManageInstallation)) {
    return errors::RoleNotAllowed(RoleName(caller.token.role));
  }
  return TokenScope();
}

// Somebody must be able to go on.
absl::Status CheckNotLast(const ReadTransaction& tx, const Token& token, absl::Time now) {
  if (token.organisation_id != kNoId || token.role != Role::kAdmin) return absl::OkStatus();
  for (const Token& other : tx.tokens().List(kNoId, kNoId, limits::kMaxPageSize)) {
    if (other.id != token.id && other.role == Role::kAdmin && other.ValidAt(now)) return absl::OkStatus();
  }
  return errors::LastToken();
}

absl::Status CheckNew(const NewTokenRequest& request, absl::Time now) {
  if (request.display_name.empty() || request.display_name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("token.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  if (request.organisation.empty() && !(request.unit_code.empty() && request.source.empty())) {
    return InvalidField("token.unit", "and token.source must be empty: a token of the installation is for all of it");
  }
  RETURN_IF_ERROR(CheckDirectoryRequest(request));
  if (request.expire_time && *request.expire_time <= now) {
    return InvalidField("token.expire_time", "has passed already");
  }
  return absl::OkStatus();
}

AuditEvent EventOf(const NewTokenRequest& request, const std::string& name) {
  AuditEvent event{.action = "CreateToken",
                   .resource = name,
                   .request_id = request.request_id,
                   .details = {{"role", std::string(RoleName(request.role))}}};
  if (!request.unit_code.empty()) event.details["unit"] = request.unit_code;
  if (!request.source.empty()) event.details["source"] = request.source;
  if (request.expire_time) event.details["expire_time"] = AuditTimeText(*request.expire_time);
  return event;
}

}  // namespace

absl::StatusOr<CreatedToken> Tokens::Create(const Caller& caller, const NewTokenRequest& request) {
  ASSIGN_OR_RETURN(const TokenScope org, AuthoriseTokens(env_, caller, request.organisation));
  const absl::Time now = env_.clock.Now();
  RETURN_IF_ERROR(CheckNew(request, now));
  ASSIGN_OR_RETURN(
      const RequestKey key,
      RequestKey::Make(request.request_id, "CreateToken",
                       absl::StrCat(org.organisation_id, "\n", request.display_name, "\n", RoleName(request.role), "\n",
                                    request.unit_code, "\n",
                                    absl::FormatTime(request.expire_time.value_or(absl::InfiniteFuture())),
                                    request.source.empty() ? "" : "\n", request.source)));
  CreatedToken created{.secret = NewToken()};
  const Id id = env_.ids.Next();  // outside the transaction: a re-run recognises its own earlier try
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.organisation_id));
    if (done && *done != FormatId(id))
      return errors::Exists("token", org.Name(ParseId(*done).value_or(kNoId)));
    ASSIGN_OR_RETURN(const Id unit_id, FindUnitId(tx, org.organisation_id, org.slug, request.unit_code));
    ASSIGN_OR_RETURN(const Id source_id, FindOrMakeDirectory(env_, tx, org.organisation_id, request.source));
    const Token token{.id = id,
                      .organisation_id = org.organisation_id,
                      .display_name = request.display_name,
                      .role = request.role,
                      .unit_id = unit_id,
                      .source_id = source_id,
                      .create_time = now,
                      .expire_time = request.expire_time.value_or(absl::InfiniteFuture())};
    created.token = {token, request.unit_code, request.source};
    if (done) return absl::OkStatus();
    tx.tokens().Insert(token, Sha256(created.secret));
    key.Remember(tx, org.organisation_id, FormatId(id));
    Audit(tx, env_, org.organisation_id, caller.origin, EventOf(request, org.Name(id)));
    return absl::OkStatus();
  }));
  return created;
}

absl::StatusOr<TokenList> Tokens::List(const Caller& caller, const std::string& organisation,
                                       const PageRequest& request) {
  const std::string query = absl::StrCat("tokens\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ASSIGN_OR_RETURN(const TokenScope org, AuthoriseTokens(env_, caller, organisation));
  TokenList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    list = {};
    std::vector<Token> tokens = tx.tokens().List(org.organisation_id, page.after_id(), page.size + 1);
    if (tokens.size() > static_cast<size_t>(page.size)) {
      tokens.pop_back();
      list.next_page_token = NextPageToken(query, tokens.back().id);
    }
    list.tokens = ViewsOf(tx, org.organisation_id, tokens);
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<TokenView> Tokens::Revoke(const Caller& caller, const std::string& organisation, Id id,
                                         const std::string& request_id) {
  ASSIGN_OR_RETURN(const TokenScope org, AuthoriseTokens(env_, caller, organisation));
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(request_id, "RevokeToken", absl::StrCat(org.organisation_id, "\n", id)));
  const absl::Time now = env_.clock.Now();
  TokenView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.organisation_id));
    std::optional<Token> token = tx.tokens().Find(org.organisation_id, id);
    if (!token) return errors::NotFound("token", org.Name(id));
    if (!done) key.Remember(tx, org.organisation_id, "");
    if (token->revoke_time == absl::InfiniteFuture()) {
      RETURN_IF_ERROR(CheckNotLast(tx, *token, now));
      token->revoke_time = now;
      tx.tokens().SetRevokeTime(org.organisation_id, id, now);
      Audit(tx, env_, org.organisation_id, caller.origin,
            {.action = "RevokeToken",
             .resource = org.Name(id),
             .request_id = request_id,
             .details = {{"role", std::string(RoleName(token->role))}}});
    }
    view = ViewsOf(tx, org.organisation_id, {*token}).front();
    return absl::OkStatus();
  }));
  authenticator_.Forget();
  return view;
}

absl::StatusOr<CreatedToken> Tokens::Rotate(const Caller& caller, const TokenRotation& rotation) {
  ASSIGN_OR_RETURN(const TokenScope org, AuthoriseTokens(env_, caller, rotation.organisation));
  if (rotation.overlap < absl::ZeroDuration() || rotation.overlap > kMaxOverlap) {
    return InvalidField("overlap", absl::StrCat("is 0 to ", absl::ToInt64Minutes(kMaxOverlap), " minutes"));
  }
  ASSIGN_OR_RETURN(const RequestKey key,
                   RequestKey::Make(rotation.request_id, "RotateToken",
                                    absl::StrCat(org.organisation_id, "\n", rotation.id, "\n",
                                                 absl::FormatDuration(rotation.overlap))));
  const absl::Time now = env_.clock.Now();
  CreatedToken rotated{.secret = NewToken()};
  const std::string hash = Sha256(rotated.secret);
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.organisation_id));
    // Of another try: a re-run after an unknown outcome finds its own hash.
    if (done && *done != Hex(hash)) return errors::Exists("token", org.Name(rotation.id));
    const std::optional<Token> token = tx.tokens().Find(org.organisation_id, rotation.id);
    if (!token) return errors::NotFound("token", org.Name(rotation.id));
    if (!token->ValidAt(now)) return errors::TokenIsOver();
    rotated.token = ViewsOf(tx, org.organisation_id, {*token}).front();
    if (done) return absl::OkStatus();
    tx.tokens().Rotate(org.organisation_id, rotation.id, hash, now + rotation.overlap);
    key.Remember(tx, org.organisation_id, Hex(hash));
    Audit(tx, env_, org.organisation_id, caller.origin,
          {.action = "RotateToken",
           .resource = org.Name(rotation.id),
           .request_id = rotation.request_id,
           .details = {{"overlap_minutes", absl::StrCat(absl::ToInt64Minutes(rotation.overlap))}}});
    return absl::OkStatus();
  }));
  authenticator_.Forget();
  return rotated;
}

absl::StatusOr<bool> Tokens::HasInstallationToken() {
  bool has = false;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    has = tx.tokens().HasInstallationToken();
    return absl::OkStatus();
  }));
  return has;
}

absl::Status Tokens::CreateFirst(const std::string& secret) {
  const Token token{.id = env_.ids.Next(),
                    .display_name = "first administrator",
                    .role = Role::kAdmin,
                    .create_time = env_.clock.Now()};
  return env_.store.Write([&](WriteTransaction& tx) {
    if (tx.tokens().FindByHash(Sha256(secret))) return absl::OkStatus();
    tx.tokens().Insert(token, Sha256(secret));
    Audit(tx, env_, kNoId, AuditOrigin(),
          {.action = "CreateToken",
           .resource = absl::StrCat("tokens/", FormatId(token.id)),
           .details = {{"role", std::string(RoleName(token.role))}}});
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
