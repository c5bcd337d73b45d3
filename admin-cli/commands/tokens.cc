#include "admin-cli/commands/tokens.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/commands/token_secret.h"
#include "admin-cli/context.h"
#include "admin-cli/enums.h"
#include "admin-cli/paging.h"
#include "admin-cli/question.h"
#include "admin-cli/values.h"
#include "nanolearn/v1/token_service.grpc.pb.h"
#include "service/base/status_macros.h"

namespace nanolearn::cli {
namespace {

using v1::Token;
using v1::TokenService;

const ColumnsOf<Token>& Columns() {
  static const auto* const kColumns = new ColumnsOf<Token>{
      {{"token", "Token", Type::kWhole}, [](const Token& t) { return ShortId(t.name()); }},
      {{"name", "Name"}, [](const Token& t) { return t.display_name(); }},
      {{"role", "Role", Type::kEnum}, [](const Token& t) { return EnumText(t.role()); }},
      {{"unit", "Unit"}, [](const Token& t) { return Optional(ShortId(t.unit())); }},
      {{"source", "Directory"}, [](const Token& t) { return Optional(t.source()); }},
      {{"created", "Created", Type::kTime},
       [](const Token& t) { return Instant(t.has_create_time(), t.create_time()); }},
      {{"expires", "Expires", Type::kTime},
       [](const Token& t) { return Instant(t.has_expire_time(), t.expire_time()); }},
      {{"revoked", "Revoked", Type::kTime},
       [](const Token& t) { return Instant(t.has_revoke_time(), t.revoke_time()); }}};
  return *kColumns;
}

struct CreateOptions {
  std::string name, role, unit, source, expires, secret_file, request_id;
};

absl::StatusOr<v1::CreateTokenRequest> RequestOf(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::CreateTokenRequest request;
  request.set_parent(names.parent());
  Token& token = *request.mutable_token();
  token.set_display_name(options.name);
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Role>(options.role));
  token.set_role(role);
  ASSIGN_OR_RETURN(*token.mutable_unit(), names.Unit(options.unit));
  token.set_source(options.source);
  if (!options.expires.empty()) {
    ASSIGN_OR_RETURN(const absl::Time expires, ParseExpiry(options.expires, absl::Now()));
    *token.mutable_expire_time() = ToTimestamp(expires);
  }
  request.set_request_id(context.UseRequestId(options.request_id));
  return request;
}

absl::Status Create(const CreateOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const v1::CreateTokenRequest request, RequestOf(options, context));
  RETURN_IF_ERROR(CheckSecretFile(options.secret_file));
  ASSIGN_OR_RETURN(const v1::CreateTokenResponse response,
                   context.client.Call<TokenService>(&TokenService::Stub::CreateToken, request));
  return HandOver(SingleOf(Columns(), response.token()), response.secret(), options.secret_file, context);
}

struct ListOptions {
  int limit = 0;
};

absl::Status List(const ListOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::ListTokensRequest request;
  request.set_parent(names.parent());
  ASSIGN_OR_RETURN(const auto tokens, ListAll<TokenService>(context, &TokenService::Stub::ListTokens, request,
                                                            &v1::ListTokensResponse::tokens, options.limit));
  context.AnswerList(Columns(), tokens, "There is no token of this organisation.");
  return absl::OkStatus();
}

struct RevokeOptions {
  std::string id;
  bool yes = false;
};

absl::Status Revoke(const RevokeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  v1::RevokeTokenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), names.Token(options.id));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(
        absl::StrCat("Revoke token ", options.id, "? Whoever uses it is locked out at once."), context));
  }
  ASSIGN_OR_RETURN(const Token token,
                   context.client.Call<TokenService>(&TokenService::Stub::RevokeToken, request));
  context.AnswerOne(Columns(), token);
  context.Note(absl::StrCat("Revoked token ", ShortId(token.name()), "."));
  return absl::OkStatus();
}

}  // namespace

void AddTokens(CommandLine& line) {
  Noun noun = line.AddNoun("tokens", "Secrets that let programs and people in");

  Verb create =
      noun.AddVerb({"create", "Create a token; its secret is shown once, here",
                    "tokens create --name \"HR system\" --role hr --expires 365d --secret-file hr.token"});
  auto& created = create.Runs(Create);
  create.Option(created.name, "--name", "NAME", "Whose or what it is", Need::kRequired);
  create.Option(created.role, "--role", "ROLE", "One of: " + Choices<v1::Role>(), Need::kRequired);
  create.Option(created.unit, "--unit", "CODE", "Sees this unit and below only");
  create.Option(created.source, "--source", "NAME",
                "Provisions this directory over SCIM and does nothing else; made if there is none");
  create.Option(created.expires, "--expires", "WHEN",
                "2026-12-31 (the end of that day in UTC), a time by RFC 3339, or 30d; never without it");
  create.Option(created.secret_file, "--secret-file", "FILE",
                "Write the secret to this file, which only you can read, and not to the output");
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the tokens, without their secrets", "tokens list"});
  list.Limit(list.Runs(List).limit);

  Verb revoke = noun.AddVerb({"revoke", "Revoke a token", "tokens revoke 01jd8y3kq4m2n --yes"});
  auto& revoked = revoke.Runs(Revoke);
  revoke.Argument(revoked.id, "ID", "The token, as tokens list shows it");
  revoke.Yes(revoked.yes);
}

}  // namespace nanolearn::cli
