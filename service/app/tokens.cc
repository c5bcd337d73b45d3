#include "service/app/tokens.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "service/app/idempotency.h"
#include "service/base/error.h"
#include "service/base/limits.h"
#include "service/base/status_macros.h"
#include "service/domain/errors/resource.h"
#include "service/domain/resource_name.h"

namespace nanolearn {
namespace {

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

absl::StatusOr<Id> FindUnit(const ReadTransaction& tx, const Organisation& org, const std::string& code) {
  if (code.empty()) return kNoId;
  for (const UnitVersion& unit : tx.units().Versions(org.id)) {
    if (unit.code == code) return unit.unit_id;
  }
  return errors::NotFound("unit", UnitName(org.slug, code));
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

}  // namespace

absl::StatusOr<CreatedToken> Tokens::Create(const Caller& caller, const NewTokenRequest& request) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, request.organisation, Permission::kManageTokens));
  if (request.display_name.empty() || request.display_name.size() > limits::kMaxDisplayNameBytes) {
    return InvalidField("token.display_name",
                        absl::StrCat("is 1 to ", limits::kMaxDisplayNameBytes, " bytes long"));
  }
  RETURN_IF_ERROR(CheckDirectoryRequest(request));
  const absl::Time now = env_.clock.Now();
  if (request.expire_time && *request.expire_time <= now) {
    return InvalidField("token.expire_time", "has passed already");
  }
  ASSIGN_OR_RETURN(
      const RequestKey key,
      RequestKey::Make(request.request_id, "CreateToken",
                       absl::StrCat(org.id, "\n", request.display_name, "\n", RoleName(request.role), "\n",
                                    request.unit_code, "\n",
                                    absl::FormatTime(request.expire_time.value_or(absl::InfiniteFuture())),
                                    request.source.empty() ? "" : "\n", request.source)));
  CreatedToken created{.secret = NewToken()};
  const Id id = env_.ids.Next();  // outside the transaction: a re-run recognises its own earlier try
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(const auto done, key.Find(tx, org.id));
    if (done && *done != FormatId(id))
      return errors::Exists("token", ResourceName(org.slug, "tokens", *done));
    ASSIGN_OR_RETURN(const Id unit_id, FindUnit(tx, org, request.unit_code));
    ASSIGN_OR_RETURN(const Id source_id, FindOrMakeDirectory(env_, tx, org.id, request.source));
    const Token token{.id = id,
                      .organisation_id = org.id,
                      .display_name = request.display_name,
                      .role = request.role,
                      .unit_id = unit_id,
                      .source_id = source_id,
                      .create_time = now,
                      .expire_time = request.expire_time.value_or(absl::InfiniteFuture())};
    created.token = {token, request.unit_code, request.source};
    if (done) return absl::OkStatus();
    tx.tokens().Insert(token, Sha256(created.secret));
    key.Remember(tx, org.id, FormatId(id));
    return absl::OkStatus();
  }));
  return created;
}

absl::StatusOr<TokenList> Tokens::List(const Caller& caller, const std::string& organisation,
                                       const PageRequest& request) {
  const std::string query = absl::StrCat("tokens\n", organisation);
  ASSIGN_OR_RETURN(const Page page, OpenPage(request, query));
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageTokens));
  TokenList list;
  RETURN_IF_ERROR(env_.store.Read([&](const ReadTransaction& tx) {
    list = {};
    std::vector<Token> tokens = tx.tokens().List(org.id, page.after_id(), page.size + 1);
    if (tokens.size() > static_cast<size_t>(page.size)) {
      tokens.pop_back();
      list.next_page_token = NextPageToken(query, tokens.back().id);
    }
    list.tokens = ViewsOf(tx, org.id, tokens);
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<TokenView> Tokens::Revoke(const Caller& caller, const std::string& organisation, Id id) {
  ASSIGN_OR_RETURN(const Organisation org,
                   AuthoriseWhole(env_, caller, organisation, Permission::kManageTokens));
  TokenView view;
  RETURN_IF_ERROR(env_.store.Write([&](WriteTransaction& tx) -> absl::Status {
    std::optional<Token> token = tx.tokens().Find(org.id, id);
    if (!token) return errors::NotFound("token", ResourceName(org.slug, "tokens", id));
    if (token->revoke_time == absl::InfiniteFuture()) {
      token->revoke_time = env_.clock.Now();
      tx.tokens().SetRevokeTime(org.id, id, token->revoke_time);
    }
    view = ViewsOf(tx, org.id, {*token}).front();
    return absl::OkStatus();
  }));
  authenticator_.Forget();
  return view;
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
    if (!tx.tokens().FindByHash(Sha256(secret))) tx.tokens().Insert(token, Sha256(secret));
    return absl::OkStatus();
  });
}

}  // namespace nanolearn
