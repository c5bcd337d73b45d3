#include "admin-cli/commands/tokens.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "admin-cli/arguments.h"
#include "admin-cli/change.h"
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
      {{"created", "Created", Type::kTime, Shown::kInData},
       [](const Token& t) { return Instant(t.has_create_time(), t.create_time()); }},
      {{"expires", "Expires", Type::kTime},
       [](const Token& t) { return Instant(t.has_expire_time(), t.expire_time()); }},
      {{"used", "Last used", Type::kTime},
       [](const Token& t) { return Instant(t.has_last_use_time(), t.last_use_time()); }},
      {{"revoked", "Revoked", Type::kTime},
       [](const Token& t) { return Instant(t.has_revoke_time(), t.revoke_time()); }}};
  return *kColumns;
}

// Of the organisation that is configured, or of the installation.
absl::StatusOr<std::string> ParentFor(bool installation, Context& context) {
  if (installation) return std::string();
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  return names.parent();
}

absl::StatusOr<std::string> NameFor(bool installation, const std::string& id, Context& context) {
  if (installation) return absl::StrCat("tokens/", ShortId(id));
  ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
  return names.Token(id);
}

struct CreateOptions {
  std::string name, role, unit, source, expires, secret_file, request_id;
  bool installation = false;
};

absl::StatusOr<v1::CreateTokenRequest> RequestOf(const CreateOptions& options, Context& context) {
  v1::CreateTokenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), ParentFor(options.installation, context));
  Token& token = *request.mutable_token();
  token.set_display_name(options.name);
  ASSIGN_OR_RETURN(const auto role, ParseEnum<v1::Role>(options.role));
  token.set_role(role);
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(const Names names, context.OrganisationNames());
    ASSIGN_OR_RETURN(*token.mutable_unit(), names.Unit(options.unit));
  }
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
  bool installation = false;
};

absl::Status List(const ListOptions& options, Context& context) {
  v1::ListTokensRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), ParentFor(options.installation, context));
  ASSIGN_OR_RETURN(const auto tokens, ListAll<TokenService>(context, &TokenService::Stub::ListTokens, request,
                                                            &v1::ListTokensResponse::tokens, options.limit));
  context.AnswerList(Columns(), tokens, "There is no token of this organisation.");
  return absl::OkStatus();
}

struct RevokeOptions {
  std::string id, request_id;
  bool yes = false;
  bool installation = false;
};

absl::Status Revoke(const RevokeOptions& options, Context& context) {
  v1::RevokeTokenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), NameFor(options.installation, options.id, context));
  if (!options.yes) {
    RETURN_IF_ERROR(Confirm(
        absl::StrCat("Revoke token ", options.id, "? Whoever uses it is locked out at once."), context));
  }
  ASSIGN_OR_RETURN(const Token token, SendChange<TokenService>(&TokenService::Stub::RevokeToken, request,
                                                               options.request_id, context));
  context.AnswerOne(Columns(), token);
  context.Note(absl::StrCat("Revoked token ", ShortId(token.name()), "."));
  return absl::OkStatus();
}

struct RotateOptions {
  std::string id, secret_file, request_id;
  std::optional<int> overlap_minutes;
  bool installation = false;
};

absl::Status Rotate(const RotateOptions& options, Context& context) {
  v1::RotateTokenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), NameFor(options.installation, options.id, context));
  if (options.overlap_minutes) request.set_overlap_minutes(*options.overlap_minutes);
  request.set_request_id(context.UseRequestId(options.request_id));
  RETURN_IF_ERROR(CheckSecretFile(options.secret_file));
  ASSIGN_OR_RETURN(const v1::RotateTokenResponse response,
                   context.client.Call<TokenService>(&TokenService::Stub::RotateToken, request));
  return HandOver(SingleOf(Columns(), response.token()), response.secret(), options.secret_file, context);
}

constexpr char kInstallationHelp[] = "Of the installation, not of an organisation; needs such a token";

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
  create.Flag(created.installation, "--installation", kInstallationHelp);
  create.RequestId(created.request_id);

  Verb list = noun.AddVerb({"list", "List the tokens, without their secrets", "tokens list"});
  auto& listed = list.Runs(List);
  list.Flag(listed.installation, "--installation", kInstallationHelp);
  list.Limit(listed.limit);

  Verb revoke = noun.AddVerb({"revoke", "Revoke a token", "tokens revoke 01jd8y3kq4m2n --yes"});
  auto& revoked = revoke.Runs(Revoke);
  revoke.Argument(revoked.id, "ID", "The token, as tokens list shows it");
  revoke.Flag(revoked.installation, "--installation", kInstallationHelp);
  revoke.Yes(revoked.yes);
  revoke.RequestId(revoked.request_id);

  Verb rotate = noun.AddVerb({"rotate", "Give a token a new secret; the old one is good for a while",
                              "tokens rotate 01jd8y3kq4m2n --secret-file hr.token"});
  auto& rotated = rotate.Runs(Rotate);
  rotate.Argument(rotated.id, "ID", "The token, as tokens list shows it");
  rotate.Setting(rotated.overlap_minutes, "--overlap-minutes",
                 "How long the old secret is still good; a day without it, 0: not at all");
  rotate.Option(rotated.secret_file, "--secret-file", "FILE",
                "Write the secret to this file, which only you can read, and not to the output");
  rotate.Flag(rotated.installation, "--installation", kInstallationHelp);
  rotate.RequestId(rotated.request_id);
}

}  // namespace nanolearn::cli
